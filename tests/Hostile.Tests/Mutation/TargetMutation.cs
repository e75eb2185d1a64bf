using Orchestrator.Hostile.Tests.Requests;
using Orchestrator.Resources.Description;

namespace Orchestrator.Hostile.Tests.Mutation;

/// <summary>Changes what a request asks for: segments of its path, and its query.</summary>
internal static class TargetMutation
{
    private static readonly string[] Paths =
        ["/", "/api", "/apis", "/api/v1", "/apis/apps/v1", "/openapi/v2", "/openapi/v3", "/openapi/v3/api/v1", "/version", "/healthz", "/livez", "/readyz", "/metrics", "/apis/apps/v2/deployments", "/apis/none.io/v1/things"];

    private static readonly string[] Parameters =
    [
        "labelSelector", "fieldSelector", "limit", "continue", "resourceVersion", "resourceVersionMatch", "watch", "allowWatchBookmarks", "sendInitialEvents", "timeoutSeconds", "dryRun", "fieldManager", "fieldValidation", "force",
        "propagationPolicy", "gracePeriodSeconds", "orphanDependents", "includeObject", "pretty", "container", "tailLines", "limitBytes", "sinceSeconds", "sinceTime", "timestamps", "previous", "stream", "command", "stdin", "tty", "ports", "hash",
    ];

    private static readonly string[] Operators = ["=", "==", "!=", " in (", " notin (", ">", "<", ""];

    /// <summary>The request with another segment in its path, one more, or one less.</summary>
    public static HostileRequest ChangePath(HostileRequest request, Random random)
    {
        var (path, query) = Split(request.Target);
        if (random.Next(8) == 0)
        {
            return request with { Target = Paths[random.Next(Paths.Length)] + query };
        }

        var segments = $"{path}{(path.Contains('/', StringComparison.Ordinal) ? "" : "/")}".Split('/').ToList();
        var at = random.Next(1, segments.Count);
        switch (random.Next(5))
        {
            case 0:
                segments.RemoveAt(at);
                break;
            case 1:
                segments.Insert(at, Uri.EscapeDataString(HostileTexts.Pick(random)));
                break;
            case 2:
                segments[at] = HostileTexts.Pick(random).Replace('?', '_');
                break;
            case 3:
                segments[at] = string.Concat(segments[at].Select(one => random.Next(2) == 0 ? $"%{(int)one:x2}" : $"{one}"));
                break;
            default:
                segments[at] = Uri.EscapeDataString(HostileTexts.Pick(random));
                break;
        }

        return request with { Target = string.Join('/', segments) + query };
    }

    /// <summary>The request with another parameter in its query.</summary>
    public static HostileRequest ChangeQuery(HostileRequest request, KindDescription kind, Random random)
    {
        var name = Parameters[random.Next(Parameters.Length)];
        var value = name switch
        {
            "labelSelector" => Selector(["app", "example.com/part", "a"], random),
            "fieldSelector" => Selector([.. kind.SelectableFields, "metadata.name", "spec.none"], random),
            "continue" => Token(random),
            "limit" or "timeoutSeconds" or "tailLines" or "limitBytes" or "gracePeriodSeconds" or "resourceVersion" => random.Next(3) == 0 ? HostileTexts.Pick(random) : $"{random.Next(-1, 3)}",
            "watch" or "sendInitialEvents" or "allowWatchBookmarks" or "force" => random.Next(3) == 0 ? HostileTexts.Pick(random) : "true",
            "resourceVersionMatch" => random.Next(2) == 0 ? "NotOlderThan" : "Exact",
            _ => HostileTexts.Pick(random),
        };
        var separator = request.Target.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return request with { Target = $"{request.Target}{separator}{name}={(random.Next(10) == 0 ? value : Uri.EscapeDataString(value))}" };
    }

    private static string Selector(string[] keys, Random random) => string.Join(',', Enumerable.Range(0, random.Next(1, random.Next(15) == 0 ? 200 : 4)).Select(_ =>
    {
        var (key, operation) = (random.Next(5) == 0 ? HostileTexts.Pick(random) : keys[random.Next(keys.Length)], Operators[random.Next(Operators.Length)]);
        var value = random.Next(2) == 0 ? HostileTexts.Pick(random) : "a";
        return $"{(random.Next(8) == 0 ? "!" : "")}{key}{operation}{value}{(operation.EndsWith('(') && random.Next(6) > 0 ? $",{HostileTexts.Pick(random)})" : "")}";
    }));

    // What the server gives is a base64 of JSON, so that is where others begin.
    private static string Token(Random random)
    {
        string[] inner = ["""{"v":1,"n":"a"}""", """{"v":-1}""", "{}", "[]", "null", """{"v":"x","ns":"hostile","name":"' OR 1=1 --"}""", HostileTexts.Pick(random)];
        var bytes = System.Text.Encoding.UTF8.GetBytes(inner[random.Next(inner.Length)]);
        return random.Next(4) == 0 ? HostileTexts.Pick(random) : Convert.ToBase64String(random.Next(2) == 0 ? ByteMutation.Change(bytes, random) : bytes);
    }

    private static (string Path, string Query) Split(string target) =>
        target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? (target[..at], target[at..]) : (target, "");
}
