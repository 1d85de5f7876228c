package dev.alknet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// URL and URLSearchParams, as the URL standard has them.
class SessionUrlTest extends SessionBed {
  @Test
  void parsesUrls() throws Exception {
    assertThat(value(run("""
        const cases = [
          ['HTTP://EXAMPLE.com:80/../a/./b', undefined, 'http://example.com/a/b'],
          ['https://u:p%40@h:8443/x?q#f', undefined, 'https://u:p%40@h:8443/x?q#f'],
          ['http://h/a b"<>^{}', undefined, 'http://h/a%20b%22%3C%3E%5E%7B%7D'],
          ['http://h/?a b\\'"<>#c "<>', undefined, 'http://h/?a%20b%27%22%3C%3E#c%20%22%3C%3E'],
          ["foo://h/?'", undefined, "foo://h/?'"],
          ['http:\\\\\\\\h\\\\a\\\\b', undefined, 'http://h/a/b'],
          ['//other/x', 'https://h/a', 'https://other/x'],
          ['../c?d', 'http://h/a/b/?q#f', 'http://h/a/c?d'],
          ['?x', 'http://h/a/b?q#f', 'http://h/a/b?x'],
          ['#x', 'http://h/a/b?q', 'http://h/a/b?q#x'],
          ['#x', 'mailto:a@b', 'mailto:a@b#x'],
          ['x', 'mailto:a@b', null],
          ['  http://h/\\ta\\n ', undefined, 'http://h/a'],
          ['http://h/%2e%2E/a/%2E/b', undefined, 'http://h/a/b'],
          ['file:///C|/x/../..', undefined, 'file:///C:/'],
          ['/d', 'file:///C:/a/b', 'file:///C:/d'],
          ['file://localhost/x', undefined, 'file:///x'],
          ['http://127.1', undefined, 'http://127.0.0.1/'],
          ['http://0x7f.0.0.01/', undefined, 'http://127.0.0.1/'],
          ['http://4294967295', undefined, 'http://255.255.255.255/'],
          ['http://4294967296', undefined, null],
          ['http://1.2.3.256', undefined, null],
          ['http://1.2.3.09', undefined, null],
          ['http://[1:0:0:0:0:0:0:1]', undefined, 'http://[1::1]/'],
          ['http://[::127.0.0.1]', undefined, 'http://[::7f00:1]/'],
          ['http://[::1', undefined, null],
          ['http://[1:2:3:4:5:6:7]', undefined, null],
          ['http://[1::2::3]', undefined, null],
          ['http://münchen.de/ä?ö', undefined, 'http://xn--mnchen-3ya.de/%C3%A4?%C3%B6'],
          ['http://faß.de', undefined, 'http://xn--fa-hia.de/'],
          ['http://日本語。jp', undefined, 'http://xn--wgv71a119e.jp/'],
          ['http://ＡＢ.com', undefined, 'http://ab.com/'],
          ['http://xn--a', undefined, null],
          ['http://%41.com', undefined, 'http://a.com/'],
          ['http://a%00b', undefined, null],
          ['http://a b', undefined, null],
          ['foo://H%41/x', undefined, 'foo://H%41/x'],
          ['http://', undefined, null],
          ['http://h:65536', undefined, null],
          ['http://h:x', undefined, null],
          ['http://u@/x', undefined, null],
          ['nope', undefined, null],
          ['javascript:alert(1)', undefined, 'javascript:alert(1)'],
          ['http://h/\\ud800😀', undefined, 'http://h/%EF%BF%BD%F0%9F%98%80'],
          ['web+demo:/.//not-a-host/', undefined, 'web+demo:/.//not-a-host/'],
        ];
        export default cases
          .map(([url, base, expected]) => [url, URL.parse(url, base)?.href ?? null, expected, URL.canParse(url, base)])
          .filter(([, href, expected, parses]) => href !== expected || parses !== (expected !== null));
        """))).isEqualTo(json("[]"));
  }

  @Test
  void tellsThePartsOfAUrl() throws Exception {
    assertThat(each("""
        (() => {
          const url = new URL('https://user:pa%20ss@example.org:8080/a/b?x=1&y=2#frag');
          return [url.href, url.origin, url.protocol, url.username, url.password, url.host, url.hostname, url.port, url.pathname, url.search,
            url.hash, String(url), JSON.stringify(url), Object.prototype.toString.call(url)];
        })()""",
        "['file:///x', 'foo://h', 'blob:https://h/1', 'ws://h:80'].map((url) => new URL(url).origin)",
        "new URL('http://h:x')", "new URL('x', 'nope')", "new URL()"))
        .isEqualTo(json(
            """
            [["https://user:pa%20ss@example.org:8080/a/b?x=1&y=2#frag", "https://example.org:8080", "https:", "user", "pa%20ss",
              "example.org:8080", "example.org", "8080", "/a/b", "?x=1&y=2", "#frag",
              "https://user:pa%20ss@example.org:8080/a/b?x=1&y=2#frag",
              "\\"https://user:pa%20ss@example.org:8080/a/b?x=1&y=2#frag\\"", "[object URL]"],
             ["null", "null", "https://h", "ws://h"],
             "TypeError: invalid URL: http://h:x", "TypeError: invalid URL: x (base nope)", "TypeError: new URL takes a URL"]"""));
  }

  @Test
  void changesThePartsOfAUrl() throws Exception {
    assertThat(each("""
        (() => {
          const set = (start, ...changes) => {
            const url = new URL(start);
            for (const [part, value] of changes) url[part] = value;
            return url.href;
          };
          return [
            set('http://h/', ['protocol', 'https'], ['port', '443']), set('http://h/', ['protocol', 'foo']), set('http://h:8/', ['port', '']),
            set('http://h/', ['port', '99999']), set('http://h/', ['port', '8a']), set('http://h/', ['host', 'x:9']), set('http://h/', ['host', '']),
            set('http://h:9/', ['hostname', 'y']), set('http://h/', ['hostname', 'a b']), set('http://h/', ['username', 'a:b'], ['password', '/']),
            set('file:///x', ['username', 'u'], ['port', '1']), set('http://h/a', ['pathname', 'b c/../d']), set('mailto:x', ['pathname', 'y']),
            set('http://h/', ['search', 'a b']), set('http://h/?a', ['search', '']), set('http://h/#a', ['hash', '']), set('http://h/', ['hash', '#x y']),
            set('http://h/', ['href', 'foo:bar']),
          ];
        })()""", "(() => { new URL('http://h').href = 'nope'; })()")).isEqualTo(json("""
        [["https://h/", "http://h/", "http://h/", "http://h/", "http://h:8/", "http://x:9/", "http://h/", "http://y:9/", "http://h/",
          "http://a%3Ab:%2F@h/", "file:///x", "http://h/d", "mailto:x", "http://h/?a%20b", "http://h/", "http://h/", "http://h/#x%20y", "foo:bar"],
         "TypeError: invalid URL: nope"]"""));
  }

  @Test
  void keepsUrlAndParametersTheSame() throws Exception {
    assertThat(each("""
        (() => {
          const url = new URL('http://h/?a=1&b=2&a=3');
          const { searchParams } = url;
          const seen = [searchParams.getAll('a'), searchParams === url.searchParams];
          searchParams.append('c', 'ä &');
          seen.push(url.search);
          searchParams.delete('a');
          seen.push(url.href);
          url.search = '?z=9';
          seen.push([...searchParams]);
          searchParams.delete('z');
          seen.push(url.href);
          url.href = 'http://h/?q';
          seen.push([...searchParams]);
          return seen;
        })()""")).isEqualTo(json(
        """
        [[["1", "3"], true, "?a=1&b=2&a=3&c=%C3%A4+%26", "http://h/?b=2&c=%C3%A4+%26", [["z", "9"]], "http://h/", [["q", ""]]]]"""));
  }

  @Test
  void readsAndWritesParameters() throws Exception {
    assertThat(each("String(new URLSearchParams('?a=1&&b&=c&d=%zz&e=%E4%BD%A0+x'))",
        "[...new URLSearchParams({ a: 1, b: 'x y' })]",
        "[...new URLSearchParams([['a', 1], ['a', 2]])]",
        "String(new URLSearchParams(new Map([['k', 'v']])))",
        "String(new URLSearchParams(new URLSearchParams('x=1')))",
        "new URLSearchParams([['a']])", "new URLSearchParams('a=1').append('b')",
        "(({ size }) => size)(new URLSearchParams('a&b&c'))",
        """
        (() => {
          const params = new URLSearchParams('b=1&a=2&b=3&a=1');
          const seen = [params.get('b'), params.get('x'), params.has('a'), params.has('a', '1'), params.has('a', '9')];
          params.sort();
          seen.push(String(params));
          params.set('b', 'one');
          params.set('n', 'new');
          params.delete('a', '2');
          const each = [];
          params.forEach((value, name) => each.push(`${name}:${value}`));
          return [...seen, String(params), each, [...params.keys()], [...params.values()], String(params.entries())];
        })()""")).isEqualTo(json("""
        ["a=1&b=&=c&d=%25zz&e=%E4%BD%A0+x", [["a", "1"], ["b", "x y"]], [["a", "1"], ["a", "2"]], "k=v", "x=1",
         "TypeError: each parameter is a pair of name and value", "TypeError: URLSearchParams.append takes 2 arguments", 3,
         ["1", null, true, true, false, "a=2&a=1&b=1&b=3", "a=1&b=one&n=new", ["a:1", "b:one", "n:new"], ["a", "b", "n"], ["1", "one", "new"],
          "[object URLSearchParams Iterator]"]]"""));
  }
}
