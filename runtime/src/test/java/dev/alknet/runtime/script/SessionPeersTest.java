package dev.alknet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Handler;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.registry.Answers;
import dev.alknet.runtime.registry.Caller;
import dev.alknet.runtime.registry.Heard;
import dev.alknet.runtime.registry.Layers;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.PeerOverlay;
import dev.alknet.runtime.registry.Provenance;
import dev.alknet.runtime.registry.ScopedEnv;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Peers as scripts see them: calling them, and offering operations to one of them.
class SessionPeersTest extends SessionBed {
  private PeerOverlay first;
  private PeerOverlay second;

  @BeforeEach
  void attach() {
    first = attach("w1");
    second = attach("w2");
  }

  @Test
  void c60_callsThePeerThatIsMeant() throws Exception {
    assertThat(value(run("""
        const w2 = env.peer('w2');
        export default [env.peers(), w2.id, Object.isFrozen(w2),
          await env.invoke('far/name'), await w2.invoke('far/name'),
          await env.invoke('far/name', null, { peer: 'w2' }),
          await ops.far.name(), await ops.far.name({}, { peer: 'w2' })];
        """))).isEqualTo(json(
        "[[\"w1\", \"w2\"], \"w2\", true, \"w1\", \"w2\", \"w2\", \"w1\", \"w2\"]"));
  }

  @Test
  void c87_followsASubscriptionOfAPeer() throws Exception {
    assertThat(value(run("""
        const seen = [];
        for await (const item of env.peer('w2').subscribe('far/count', 3)) seen.push(item);
        for await (const item of env.subscribe('far/count', 2, { peer: 'w1' })) seen.push(item);
        for await (const item of ops.far.count(1, { peer: 'w2' })) seen.push(item);
        export default seen;
        """))).isEqualTo(json("[\"w2 1\", \"w2 2\", \"w2 3\", \"w1 1\", \"w1 2\", \"w2 1\"]"));
  }

  @Test
  void showsWhatAPeerServes() throws Exception {
    assertThat(value(run("""
        const names = (list) => list.map(({ name }) => name).filter((name) => !name.startsWith('test/'));
        export default [names(env.operations()), names(env.peer('w2').operations()),
          env.peer('w2').describe('far/count').op_type];
        """))).isEqualTo(json("""
        [["far/count", "far/name", "services/list", "services/schema"], ["far/count", "far/name"],
         "subscription"]"""));
  }

  @Test
  void c61_doesNotFallThrough() throws Exception {
    assertThat(value(run("""
        const codes = [];
        for (const call of [() => env.peer('w1').invoke('test/echo', 1), () => env.peer('w9').invoke('far/name'),
          () => env.peer('w1').describe('test/echo')]) {
          try { await call(); } catch (e) { codes.push([e.code, e.message]); }
        }
        export default codes;
        """))).isEqualTo(json("""
        [["NOT_FOUND", "operation not found: test/echo"],
         ["NOT_FOUND", "no such peer: w9; did you mean w1 or w2?"],
         ["NOT_FOUND", "operation not found: test/echo"]]"""));
  }

  @Test
  void refusesWhatIsNoPeer() throws Exception {
    assertThat(value(run("""
        const said = [];
        for (const wrong of [() => env.peer(), () => env.peer(7), () => env.peer(''),
          () => env.invoke('far/name', 1, { peer: 7 }), () => env.subscribe('far/count', 1, { peer: '' }),
          () => env.peer('w1').invoke('far/name', 1, { peer: 'w2' }), () => env.invoke('far/name', 1, { pear: 'w1' }),
          () => env.peer('w1').register('mine/x', 7), () => env.peer('w9').register('mine/x', () => 1),
          () => env.peer('w1').register('test/echo', () => 1)]) {
          try { await wrong(); said.push('nothing'); } catch (e) { said.push(`${e.name}: ${e.message}`); }
        }
        export default said;
        """))).isEqualTo(json("""
        ["TypeError: env.peer(id): id is the id of a peer, not undefined",
         "TypeError: env.peer(id): id is the id of a peer, not 7",
         "TypeError: env.peer(id): id is the id of a peer, not ''",
         "TypeError: peer is the id of a peer, not 7",
         "TypeError: peer is the id of a peer, not ''",
         "TypeError: this calls peer w1, not w2",
         "TypeError: unknown call option: pear (expected timeout, deadline, signal, abortPolicy or peer)",
         "TypeError: env.peer(id).register(spec, handler): handler is not a function",
         "TypeError: no such peer: w9 (attached: w1, w2)",
         "TypeError: test/echo is an operation of this node; choose another name"]"""));
  }

  @Test
  void offersAnOperationToOnePeerOnly() throws Exception {
    var registered = value(session.eval("""
        const offer = env.peer('w1').register({ name: 'mine/double', input_schema: { type: 'integer' } },
          async (n) => (await env.invoke('test/echo', n)) * 2);
        [offer.name, env.operations().some(({ name }) => name === 'mine/double')]
        """, "line", Deadline.NONE));

    assertThat(registered).isEqualTo(json("[\"mine/double\", false]"));
    assertThat(serve(first, "mine/double", "21").events()).containsExactly("responded 42");
    assertThat(serve(first, "mine/double", "\"x\"").events())
        .containsExactly("failed INVALID_INPUT");
    assertThat(serve(second, "mine/double", "21").events()).containsExactly("failed NOT_FOUND");
    assertThat(value(session.eval("""
        let code; try { await env.invoke('mine/double', 1); } catch (e) { code = e.code; } code
        """, "line", Deadline.NONE))).isEqualTo(json("\"NOT_FOUND\""));
  }

  @Test
  void offersASubscriptionAndChecksItsItems() throws Exception {
    session.eval("""
        env.peer('w1').register({ name: 'mine/letters', op_type: 'subscription', output_schema: { type: 'string' } },
          async function* (text) { for (const c of text) yield c === '!' ? 1 : c; });
        """, "line", Deadline.NONE);

    assertThat(serve(first, "mine/letters", "\"abc\"").events())
        .containsExactly("\"a\"", "\"b\"", "\"c\"", "completed");
    assertThat(serve(first, "mine/letters", "\"a!b\"").events())
        .containsExactly("\"a\"", "failed INTERNAL");
  }

  @Test
  void takesAnOfferBackOnce() throws Exception {
    session.eval("""
        const one = env.peer('w1').register('mine/x', () => 1);
        one.dispose();
        const two = env.peer('w1').register('mine/x', () => 2);
        one.dispose();
        """, "line", Deadline.NONE);

    assertThat(serve(first, "mine/x", "null").events()).containsExactly("responded 2");
    session.eval("two.dispose()", "line", Deadline.NONE);
    assertThat(serve(first, "mine/x", "null").events()).containsExactly("failed NOT_FOUND");
  }

  @Test
  void c77_raisesTheSignalWhenThePeerAborts() throws Exception {
    session.eval("""
        let heard;
        const hearing = new Promise((resolve) => { heard = resolve; });
        env.peer('w1').register('mine/wait', async (_, { signal }) => {
          env.invoke('test/block', {}).catch(() => {});
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
          heard('aborted');
        });
        """, "line", Deadline.NONE);
    var heard = new Heard();
    var serving = Thread.ofVirtual().start(() -> serve(first, "mine/wait", "null", heard));
    blocked.await();

    heard.began.get().abort(CallError.cancelled());

    serving.join();
    assertThat(ended.get()).isEqualTo("interrupted");
    assertThat(value(session.eval("await hearing", "line", Deadline.NONE)))
        .isEqualTo(json("\"aborted\""));
    assertThat(heard.events()).isEmpty();
  }

  @Test
  void tellsAPeerThatWaitsWhenTheSessionEnds() throws Exception {
    session.eval("""
        env.peer('w1').register('mine/wait', async () => { await env.invoke('test/block', {}); });
        """, "line", Deadline.NONE);
    var heard = new Heard();
    var serving = Thread.ofVirtual().start(() -> serve(first, "mine/wait", "null", heard));
    blocked.await();

    session.close();

    serving.join();
    assertThat(heard.end.get()).containsExactly("failed INTERNAL");
    assertThat(heard.began.get().aborted()).isEqualTo(
        CallError.of(ProtocolCode.INTERNAL, "the session that serves it has ended"));
    assertThat(first.offered()).isEmpty();
    assertThat(serve(first, "mine/wait", "null").events()).containsExactly("failed NOT_FOUND");
  }

  @Test
  void refusesToOfferOnAConnectionThatIsGone() throws Exception {
    first.close();

    assertThat(failure(run("env.peer('w1').register('mine/x', () => 1);")).message())
        .contains("the connection to this peer is gone");
  }

  @Test
  void waitsForACallOfAPeerAsLongAsThereMayBeOne() throws Exception {
    var script = """
        let called;
        const call = new Promise((resolve) => { called = resolve; });
        env.peer('w1').register('mine/tell', (text) => { called(text); return 'thanks'; });
        await env.invoke('test/echo', 1);
        console.log('ready');
        const news = await call;
        await env.invoke('test/blocked', {});
        export default news;
        """;
    var evaluation = inBackground(script);
    while (first.findOffered("mine/tell").isEmpty() || printed.isEmpty()) {
      Thread.onSpinWait();
    }

    assertThat(serve(first, "mine/tell", "\"news\"").events())
        .containsExactly("responded \"thanks\"");
    blocked.countDown();

    assertThat(value(evaluation.get())).isEqualTo(json("\"news\""));
    assertThat(first.offered()).isEmpty();
  }

  @Test
  void doesNotWaitForAPeerThatHasGone() throws Exception {
    var evaluation = inBackground("""
        env.peer('w1').register('mine/tell', () => 1);
        console.log('ready');
        await new Promise(() => {});
        """);
    while (printed.isEmpty()) {
      Thread.onSpinWait();
    }

    first.close();

    assertThat(failure(evaluation.get()).message()).contains("waits for something that cannot");
  }

  private CompletableFuture<Evaluation> inBackground(String script) {
    var evaluation = new CompletableFuture<Evaluation>();
    Thread.ofVirtual().start(() -> {
      try {
        evaluation.complete(run(script));
      } catch (Exception e) {
        evaluation.completeExceptionally(e);
      }
    });
    return evaluation;
  }

  private Heard serve(PeerOverlay connection, String name, String input) {
    var heard = new Heard();
    serve(connection, name, input, heard);
    return heard;
  }

  private void serve(PeerOverlay connection, String name, String input, Answers answers) {
    var layers = Layers.of(node.registry(), node.peers()).over(connection);
    node.dispatcher()
        .serve(Caller.outside(null, null, layers), CallId.random(), name, json(input),
            answers);
  }

  /// A peer that says who it is.
  private PeerOverlay attach(String id) {
    var overlay = new PeerOverlay(node.registry());
    overlay.addImported(List.of(
        imported(OperationSpec.query("far/name").internal().build(),
            (Handler.Once) (_, _) -> TextNode.valueOf(id)),
        imported(OperationSpec.subscription("far/count").internal().build(),
            (Handler.Stream) (input, _, emitter) -> {
              for (int i = 1; i <= input.asInt(); i++) {
                emitter.emit(TextNode.valueOf(id + " " + i));
              }
            })));
    node.peers().attach(id, overlay);
    return overlay;
  }

  private static Operation imported(OperationSpec spec, Handler handler) {
    return new Operation(spec, handler, Provenance.FROM_CALL, null, ScopedEnv.none());
  }
}
