namespace Orchestrator.Hostile.Tests.Mutation;

/// <summary>Texts that have broken other programs: what SQL, paths, YAML, JSON, logs and formats take for their own, and what is no text at all.</summary>
internal static class HostileTexts
{
    public static readonly string[] All =
    [
        "", " ", ".", "..", "../..", "/", "//", "\\", "\0", "a\0b", "\r\nX-Injected: 1", "\n", "\t", "\u0085", "\u2028", "\uFEFF", "\u202E", "\u200B", "\uFFFD", "\uD83D\uDE00", "e\u0301", "\u00DF", "\u0130", "\u0131",
        "'", "\"", "`", ";", "--", "' OR '1'='1", "'; DROP TABLE resource; --", "1); SELECT pg_sleep(50); --", "$1", "$$", "%s%n", "%00", "%2e%2e%2f", "{0}", "{{", "${x}", "*", "?", "#", "&", "=", "!=", ",", "(", ")", "()", "in", "notin",
        "a in (b", "a in ()", "!", "!!a", "a=b=c", "a>1", "a<x", "a notin (b,c),d", "metadata.name=", "spec.nodeName!=a", "true", "false", "null", "~", "yes", "no", "on", "0x1F", "0b1", "0o17", "1e999", "-0", "NaN", "Infinity", "-1",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "2147483648", "0.1", "1_000", "10m", "1e3Mi", "1Ei", "99999999999Ei", "-1m", "1.0000000001n", "100%", "-1%", "101%", "2026-01-31T12:00:00Z",
        "0000-00-00T00:00:00Z", "9999-12-31T23:59:59.999999Z", "2026-13-45", "P1Y", "::1", "127.0.0.1", "256.1.1.1", "0.0.0.0/0", "http://x", "file:///etc/passwd", "/proc/self/environ", "default", "hostile", "kube-system",
        "system:masters", "system:serviceaccount:hostile:default", "a.b/c", "a/b/c", "-a", "a-", "A", "a_b", "<script>", "[]", "{}", "[", "&a", "*a", "!!binary", "!<x>", "<<", "|", ">", "- a", "a: b", "@type", "__proto__", "constructor",
        "$setElementOrder/containers", "$patch", "$retainKeys", "$deleteFromPrimitiveList/finalizers", "f:metadata", "k:{\"name\":\"c\"}", "/spec/replicas", "/metadata/labels/~1", "/~2", "/-", "/0", "/spec/containers/-1",
    ];

    /// <summary>One of them, or one that is long.</summary>
    public static string Pick(Random random) => random.Next(12) switch
    {
        0 => new string((char)random.Next('a', 'z' + 1), random.Next(60, 300)),
        1 => string.Concat(Enumerable.Repeat(All[random.Next(All.Length)], random.Next(2, 20))),
        2 => All[random.Next(All.Length)] + All[random.Next(All.Length)],
        _ => All[random.Next(All.Length)],
    };
}
