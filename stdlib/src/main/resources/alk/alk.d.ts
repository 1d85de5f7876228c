// What scripts find in their global scope, and the modules that come with a node. `alk types DIR` puts this file and a
// jsconfig.json beside scripts, so that editors complete and check them. docs/scripts.md explains it all.

/** What crosses the wall between a script and its node. docs/scripts.md says what becomes of other values. */
type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

interface CallOptions {
  /** Milliseconds. A call never has more time than the one above it. */
  timeout?: number;
  /** When the call gives up at the latest, as `Date.now()` counts. */
  deadline?: number;
  /** Aborts the call, which rejects with the code `ABORTED` then. */
  signal?: AbortSignal;
  /** Whether the call ends with the one above it (the default) or may finish. */
  abortPolicy?: 'abort-dependents' | 'continue-running';
  /** The peer whose operation is meant, and no other. */
  peer?: string;
}

type OperationKind = 'query' | 'mutation' | 'subscription';

/** A JSON Schema, draft 2020-12. */
type JsonSchema = boolean | { [keyword: string]: any };

interface OperationSummary {
  name: string;
  namespace: string;
  op_type: OperationKind;
  description: string;
  [field: string]: any;
}

interface OperationDescription extends OperationSummary {
  input_schema: JsonSchema;
  output_schema: JsonSchema;
  error_schemas: { code: string; description?: string; schema?: JsonSchema }[];
  timeout_ms: number | null;
}

/** What `env.register` takes: the names of the wire, so that what `env.describe` answers can be registered again. */
interface OperationSpec {
  name: string;
  op_type?: OperationKind;
  description?: string;
  input_schema?: JsonSchema;
  output_schema?: JsonSchema;
  error_schemas?: { code: string; description?: string; schema?: JsonSchema }[];
  timeout_ms?: number | null;
  changes?: boolean;
  [field: string]: any;
}

interface HandlerContext {
  /** Raised when the call is over: aborted, timed out, or its session closed. */
  readonly signal: AbortSignal;
}

type Handler = (input: any, context: HandlerContext) => any;
type StreamHandler = (input: any, context: HandlerContext) => AsyncGenerator<any, void, void>;

interface Registration {
  readonly name: string;
  /** Takes the operation back; nothing happens the second time. Also `registration[Symbol.dispose]()`. */
  dispose(): void;
}

/** The items of a subscription. Leaving the loop, or `return()`, aborts the call. */
interface Subscription<T = any> extends AsyncIterableIterator<T> {
  return(value?: any): Promise<IteratorResult<T>>;
}

type BatchCall = ({ name: string; input?: any } & CallOptions) | [name: string, input?: any, options?: CallOptions];

type BatchOutcome = { status: 'fulfilled'; value: any; reason?: undefined } | { status: 'rejected'; reason: any; value?: undefined };

interface Operations {
  /** Calls a query or a mutation; rejects with a CallError. */
  invoke(name: string, input?: any, options?: CallOptions): Promise<any>;
  /** Follows a subscription. The call begins with the first item that is asked for. */
  subscribe(name: string, input?: any, options?: CallOptions): Subscription;
  /** Several calls at once; what became of each, in their order. The other options are those of every call. */
  batch(calls: BatchCall[], options?: CallOptions & { concurrency?: number }): Promise<BatchOutcome[]>;
  /** Adds an operation: to this session, or (`env.peer(id).register`) offered to that peer alone. */
  register(spec: OperationSpec | string, handler: Handler | StreamHandler): Registration;
  /** What can be called. */
  operations(): OperationSummary[];
  /** One operation in full. */
  describe(name: string): OperationDescription;
}

interface Env extends Operations {
  /** The ids of the attached peers, the one attached first before the others. */
  peers(): string[];
  /** The operations of one peer and no other. */
  peer(id: string): Readonly<Operations & { id: string }>;
}

/** `ops.container.run(input, options)` is `env.invoke('container/run', …)`; a subscription gives its items. */
type Ops = ((input?: any, options?: CallOptions) => any) & { readonly [name: string]: Ops };

declare const env: Readonly<Env>;
declare const ops: Ops;

/** What the script was given, frozen; `{}` when nothing was. */
declare const input: any;

declare function sleep(milliseconds: number, options?: { signal?: AbortSignal }): Promise<void>;

interface ErrorOptions {
  cause?: unknown;
}

/** What failed calls reject with. A handler that throws one passes code, message, retryable and details on. */
declare class CallError extends Error {
  constructor(error: { code: string; message: string; retryable?: boolean; details?: any }, options?: ErrorOptions);
  readonly code: string;
  readonly retryable: boolean;
  readonly details?: any;
}

interface Console {
  log(...values: any[]): void;
  info(...values: any[]): void;
  warn(...values: any[]): void;
  error(...values: any[]): void;
  debug(...values: any[]): void;
  /** Rows in columns; `columns` chooses and orders. */
  table(rows: any, columns?: string[]): void;
  /** How far something is: a bar in the shell, nothing elsewhere. Each `part` has a line of its own below it. */
  progress(item: {
    name?: string; current: number; total: number; parts?: { name: string; state: string }[];
  }): void;
}
declare const console: Readonly<Console>;

// --- the web platform -----------------------------------------------------------------------------------------------

interface AbortEvent {
  readonly type: 'abort';
  readonly target: AbortSignal;
  readonly currentTarget: AbortSignal;
}

type AbortListener = ((event: AbortEvent) => any) | { handleEvent(event: AbortEvent): any };

declare class AbortSignal {
  private constructor();
  readonly aborted: boolean;
  readonly reason: any;
  onabort: ((event: AbortEvent) => any) | null;
  addEventListener(type: 'abort', listener: AbortListener | null, options?: boolean | { capture?: boolean; once?: boolean; signal?: AbortSignal }): void;
  removeEventListener(type: 'abort', listener: AbortListener | null, options?: boolean | { capture?: boolean }): void;
  throwIfAborted(): void;
  static abort(reason?: any): AbortSignal;
  /** Does not keep a script alive. */
  static timeout(milliseconds: number): AbortSignal;
  static any(signals: Iterable<AbortSignal>): AbortSignal;
}

declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: any): void;
}

declare class DOMException extends Error {
  constructor(message?: string, name?: string | { name?: string; cause?: unknown });
  readonly code: number;
}

declare function setTimeout<A extends any[]>(callback: (...given: A) => any, milliseconds?: number, ...given: A): number;
declare function setInterval<A extends any[]>(callback: (...given: A) => any, milliseconds?: number, ...given: A): number;
declare function clearTimeout(timer: number | undefined): void;
declare function clearInterval(timer: number | undefined): void;
declare function queueMicrotask(callback: () => any): void;
declare function structuredClone<T>(value: T, options?: { transfer?: Iterable<ArrayBuffer> }): T;
declare function atob(base64: string): string;
declare function btoa(bytes: string): string;

declare class TextEncoder {
  readonly encoding: 'utf-8';
  encode(text?: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, target: Uint8Array): { read: number; written: number };
}

/** UTF-8 and UTF-16. */
declare class TextDecoder {
  constructor(encoding?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  decode(bytes?: ArrayBuffer | ArrayBufferView, options?: { stream?: boolean }): string;
}

declare class URL {
  constructor(url: string | URL, base?: string | URL);
  href: string;
  readonly origin: string;
  protocol: string;
  username: string;
  password: string;
  host: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  readonly searchParams: URLSearchParams;
  hash: string;
  toString(): string;
  toJSON(): string;
  static canParse(url: string | URL, base?: string | URL): boolean;
  static parse(url: string | URL, base?: string | URL): URL | null;
}

declare class URLSearchParams implements Iterable<[string, string]> {
  constructor(init?: string | Iterable<readonly [string, string]> | { [name: string]: string } | URLSearchParams);
  readonly size: number;
  append(name: string, value: string): void;
  delete(name: string, value?: string): void;
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string, value?: string): boolean;
  set(name: string, value: string): void;
  sort(): void;
  forEach(callback: (value: string, name: string, params: URLSearchParams) => void, self?: any): void;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  entries(): IterableIterator<[string, string]>;
  [Symbol.iterator](): IterableIterator<[string, string]>;
  toString(): string;
}

type IntegerArray =
  | Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array | Int32Array | Uint32Array | BigInt64Array | BigUint64Array;

declare const crypto: {
  /** Fills at most 65536 bytes with random ones. */
  getRandomValues<T extends IntegerArray>(array: T): T;
  randomUUID(): `${string}-${string}-${string}-${string}-${string}`;
};

declare const performance: {
  /** Milliseconds since `timeOrigin`. */
  now(): number;
  readonly timeOrigin: number;
};

// --- modules --------------------------------------------------------------------------------------------------------

declare module 'alk:streams' {
  type Source<T> = AsyncIterable<T> | Iterable<T>;
  type Stream<T> = AsyncIterableIterator<T>;
  type Stage<T, U> = (source: Source<T>) => Stream<U>;
  type End<T, U> = (source: Source<T>) => Promise<U>;

  export function pipe<A>(source: Source<A>): Source<A>;
  export function pipe<A, R>(source: Source<A>, a: (source: Source<A>) => R): R;
  export function pipe<A, B, R>(source: Source<A>, a: Stage<A, B>, b: (source: Source<B>) => R): R;
  export function pipe<A, B, C, R>(source: Source<A>, a: Stage<A, B>, b: Stage<B, C>, c: (source: Source<C>) => R): R;
  export function pipe<A, B, C, D, R>(
    source: Source<A>, a: Stage<A, B>, b: Stage<B, C>, c: Stage<C, D>, d: (source: Source<D>) => R): R;
  export function pipe<A, B, C, D, E, R>(
    source: Source<A>, a: Stage<A, B>, b: Stage<B, C>, c: Stage<C, D>, d: Stage<D, E>, e: (source: Source<E>) => R): R;
  export function pipe(source: Source<any>, ...stages: ((source: any) => any)[]): any;

  /** Lets through the items for which the predicate is true, or a promise of true. */
  export function filter<T>(predicate: (item: T, index: number) => unknown): Stage<T, T>;
  /** What `change` makes of each item. */
  export function map<T, U>(change: (item: T, index: number) => U | Promise<U>): Stage<T, U>;
  /** The first items; the source is ended with the last of them. */
  export function take<T>(count: number): Stage<T, T>;
  /** Lists of `size` items; what is left at the end too. With `maxWait`, a list is as old as that at most. */
  export function batch<T>(size: number, options?: { maxWait?: number }): Stage<T, T[]>;
  /** Without the items whose key is that of one of the `window` (1) items let through before. */
  export function dedupe<T>(key?: (item: T) => unknown, options?: { window?: number }): Stage<T, T>;
  /** Lists of `size` neighbours, each `step` (1) items after the one before. */
  export function window<T>(size: number, step?: number): Stage<T, T[]>;
  /** One stream after the other. */
  export function chain<T>(...sources: Source<T>[]): Stream<T>;
  /** Items of all streams as they arrive. */
  export function join<T>(...sources: Source<T>[]): Stream<T>;
  /** A promise of what `step` has made of all items. */
  export function reduce<T, R>(step: (result: R, item: T, index: number) => R | Promise<R>, initial: R): End<T, R>;
  /** A stream for each key, when its first item arrives. */
  export function groupBy<T, K>(
    key: (item: T) => K | Promise<K>, options?: { buffer?: number; groups?: number }): Stage<T, { key: K; items: Stream<T> }>;
  /** The items of items that are arrays or streams, one level deep. */
  export function flat<T>(): Stage<T, T extends string ? T : T extends Source<infer U> ? U : T>;
  /** A promise of all items; more than `limit` (100000) are a RangeError. */
  export function toArray<T>(options?: { limit?: number }): End<T, T[]>;
}

declare module 'alk:fleet' {
  interface RunSpec {
    command: string[];
    image?: string;
    env?: { [name: string]: string };
    name?: string;
    /** Where it runs; this node without one. */
    peer?: string;
    [field: string]: any;
  }

  interface Run {
    id: string;
    name?: string;
    provider?: string;
    peer?: string;
    started?: number;
  }

  interface LogLine {
    text: string;
    stream?: string;
    [field: string]: any;
  }

  interface Exit {
    exitCode: number;
    lines: number;
    seconds: number;
  }

  interface Entry<T, V> {
    target: T;
    /** `aborted`: under way when the signal was raised; `skipped`: never begun. */
    status: 'succeeded' | 'failed' | 'aborted' | 'skipped';
    seconds: number;
    value?: V;
    error?: { code?: string; message: string };
  }

  /** One entry for each target, in their order. */
  interface Ledger<T, V> {
    entries: Entry<T, V>[];
    succeeded: Entry<T, V>[];
    failed: Entry<T, V>[];
    skipped: Entry<T, V>[];
    ok: boolean;
  }

  interface FanOutOptions {
    concurrency?: number;
    signal?: AbortSignal;
    stopOnFailure?: boolean;
  }

  /** Starts a command in a container, or what the node has for one. */
  export function run(spec: RunSpec, options?: { signal?: AbortSignal; timeout?: number }): Promise<Run>;
  /** Follows it to its end and removes it, unless `keep`. */
  export function awaitExit(
    run: Run, options?: { onLine?: (line: LogLine, run: Run) => any; keep?: boolean; signal?: AbortSignal }): Promise<Exit>;
  /** The same work for many; never throws because of one of them. */
  export function fanOut<T, V>(
    targets: T[], work: (target: T, context: { index: number; signal?: AbortSignal }) => V | Promise<V>,
    options?: FanOutOptions): Promise<Ledger<T, V>>;
  export function fanOut(
    peers: string[], spec: Omit<RunSpec, 'peer'>,
    options?: FanOutOptions & { onLine?: (line: LogLine, run: Run & { peer: string }) => any }): Promise<Ledger<string, Exit>>;
}

declare module 'alk:retry' {
  interface RetryOptions<T> {
    /** How often at the most (5). */
    attempts?: number;
    /** Milliseconds before the second attempt (100). */
    delay?: number;
    /** How much longer each wait is than the one before (2). */
    factor?: number;
    /** The longest wait in milliseconds (30000). */
    maxDelay?: number;
    /** How much of a wait may be left out at random (0.5). */
    jitter?: number;
    signal?: AbortSignal;
    /** Which errors are worth another attempt: those that are `retryable`. */
    when?: (error: any, attempt: number) => unknown;
    /** Which values are good: every one. */
    until?: (value: T, attempt: number) => unknown;
  }

  export function retry<T>(work: (context: { attempt: number; signal?: AbortSignal }) => T | Promise<T>, options?: RetryOptions<T>): Promise<T>;
  /** How long `retry` waits after an attempt, in milliseconds. */
  export function delayAfter(attempt: number, options?: Pick<RetryOptions<any>, 'delay' | 'factor' | 'maxDelay' | 'jitter'>): number;
}

declare module 'alk:table' {
  type Column<R> = string | { name: string; title?: string; value?: (row: R) => unknown; align?: 'left' | 'right'; width?: number };

  /** Rows as text: in columns, as Markdown, or as comma-separated values. */
  export function table<R>(rows: R[], options?: { columns?: Column<R>[]; format?: 'plain' | 'markdown' | 'csv' }): string;
}
