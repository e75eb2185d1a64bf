using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Hostile.Tests.Mutation;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Tests;

namespace Orchestrator.Hostile.Tests.Requests;

/// <summary>Makes requests that are nearly right: one that the server would serve, and a few changes to any part of it. The same seed and number always make the same request.</summary>
internal sealed class RequestMaker(int seed)
{
    /// <summary>The namespace that requests are about, unless a change says otherwise.</summary>
    public const string Namespace = "hostile";

    private const int ChangesMax = 3;
    private const int NamesMax = 5;

    /// <summary>Kinds whose objects make others, or that the cluster cannot be without: what is asked of them is only tried, for a number of replicas that was made huge is not what is tested here.</summary>
    private static readonly HashSet<string> OnlyTried = new(StringComparer.Ordinal) { "deployments.apps", "replicasets.apps", "pods" };

    /// <summary>The request of a number.</summary>
    public HostileRequest Make(int number)
    {
        var random = new Random(unchecked((seed * 1_000_003) + number));
        var kind = ResourceKinds.All[random.Next(ResourceKinds.All.Length)];
        var request = Base(kind, random);

        // Half of those with a body have nothing else changed than that, so that they get as far as a body can get.
        for (var changes = random.Next(request.Body is null ? 1 : -ChangesMax, ChangesMax + 1); changes > 0; changes--)
        {
            request = random.Next(10) switch
            {
                < 3 when request.Body is not null => request with { Body = ByteMutation.Change(request.Body, random) },
                < 6 => TargetMutation.ChangeQuery(request, kind, random),
                < 8 => TargetMutation.ChangePath(request, random),
                _ => HeaderMutation.Change(request, random),
            };
        }

        return Bounded(request, kind);
    }

    private static HostileRequest Base(KindDescription kind, Random random)
    {
        var items = $"{(kind.Group.Length == 0 ? "/api" : $"/apis/{kind.Group}")}/{kind.Version}{(kind.Namespaced ? $"/namespaces/{Namespace}" : "")}/{kind.Plural}";
        var name = $"a{random.Next(NamesMax)}";
        return random.Next(12) switch
        {
            0 => new HostileRequest { Method = "GET", Target = $"{items}?limit=5" },
            1 => new HostileRequest { Method = "GET", Target = $"{items}/{name}" },
            2 => new HostileRequest { Method = "GET", Target = $"{items}?watch=true&timeoutSeconds=1&allowWatchBookmarks=true" },
            3 => WithBody("DELETE", random.Next(4) == 0 ? items : $"{items}/{name}", DeleteOptions(random), kind, random),
            4 or 5 => WithBody("PUT", $"{items}/{name}", Document(kind, name, random), kind, random),
            6 or 7 or 8 => Patching($"{items}/{name}", kind, name, random),
            9 => Subresource(items, name, kind, random),
            _ => WithBody("POST", items, Document(kind, name, random), kind, random),
        };
    }

    private static HostileRequest Subresource(string items, string name, KindDescription kind, Random random)
    {
        string[] all = ["status", "scale", "log", "exec", "attach", "portforward", "eviction", "binding", "token", "ephemeralcontainers", "none"];
        var target = $"{items}/{name}/{all[random.Next(all.Length)]}";
        return random.Next(3) switch
        {
            0 => new HostileRequest { Method = "GET", Target = $"{target}?tailLines=1&command=ls&stdout=true&ports=80" },
            1 => Patching(target, kind, name, random),
            _ => WithBody(random.Next(2) == 0 ? "POST" : "PUT", target, Document(kind, name, random), kind, random),
        };
    }

    private static HostileRequest Patching(string target, KindDescription kind, string name, Random random)
    {
        var (type, body) = PatchMutation.Make(ValidDocuments.Of(kind, name), Document(kind, name, random), random);
        return new HostileRequest
        {
            Method = "PATCH",
            Target = $"{Lenient(target, random)}&fieldManager=m{random.Next(3)}{(type == PatchMutation.Apply && random.Next(2) == 0 ? "&force=true" : "")}",
            Headers = [("Content-Type", type)],
            Body = body,
        };
    }

    private static HostileRequest WithBody(string method, string target, JsonObject document, KindDescription kind, Random random)
    {
        var (type, body) = BodyForms.Write(document, kind, random);
        return new HostileRequest { Method = method, Target = Lenient(target, random), Headers = [("Content-Type", type)], Body = body };
    }

    // A field that nobody knows ends most requests early where it is an error.
    private static string Lenient(string target, Random random) => $"{target}?fieldValidation={(random.Next(4) == 0 ? "Strict" : "Ignore")}";

    /// <summary>A document that is right, one with a few changes, or one that uses fields without regard for what they mean.</summary>
    private static JsonObject Document(KindDescription kind, string name, Random random)
    {
        var random2 = new RandomDocuments(random.Next());
        var document = random.Next(5) == 0 ? random2.Make(kind) : ValidDocuments.Of(kind, name);
        for (var changes = random.Next(4); changes > 0; changes--)
        {
            JsonMutation.Change(document, random2.Make(kind), random);
        }

        return document;
    }

    private static JsonObject DeleteOptions(Random random)
    {
        var options = JsonNode.Parse("""{"apiVersion":"v1","kind":"DeleteOptions","propagationPolicy":"Background","gracePeriodSeconds":1,"preconditions":{"uid":"u","resourceVersion":"1"},"dryRun":["All"]}""")!.AsObject();
        for (var changes = random.Next(3); changes > 0; changes--)
        {
            JsonMutation.Change(options, options.DeepClone(), random);
        }

        return options;
    }

    // What lasts as long as its client likes has to end by itself here.
    private static HostileRequest Bounded(HostileRequest request, KindDescription kind)
    {
        var isWrite = request.Method is not ("GET" or "HEAD");
        var target = isWrite && (OnlyTried.Contains(kind.QualifiedPlural) || !kind.Namespaced || !request.Target.Contains($"/{Namespace}/", StringComparison.Ordinal))
            ? With(request.Target, "dryRun=All")
            : request.Target;
        return request with { Target = Printable(target) };
    }

    private static string With(string target, string parameter) => $"{target}{(target.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{parameter}";

    // Anything else cannot be sent in the first line of a request; what is no line of HTTP at all has tests of its own.
    private static string Printable(string target)
    {
        var text = new StringBuilder();
        foreach (var one in Encoding.UTF8.GetBytes(target))
        {
            _ = one is > 0x20 and < 0x7f and not (byte)'#' ? text.Append((char)one) : text.Append('%').Append(one.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return text.Length > 0 && text[0] == '/' ? text.ToString() : $"/{text}";
    }
}
