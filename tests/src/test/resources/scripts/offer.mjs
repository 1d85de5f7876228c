// Tries to offer an operation to a peer that is reached through the node this program works on.
export default await env.peer('worker-1').register({ name: 'desk/ask' }, () => 'hello');
