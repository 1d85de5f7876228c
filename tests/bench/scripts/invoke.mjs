// The workload in a session: every call goes through the dispatcher to a Java handler.
import * as workload from './workload.mjs';

export default ({ work, calls }) => workload[work]((data) => env.invoke('bench/echo', data), calls);
