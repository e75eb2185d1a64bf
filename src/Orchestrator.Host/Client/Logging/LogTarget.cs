using System.Globalization;
using System.Text.Json.Nodes;
using Orchestrator.Host.Client.Connecting;
using Orchestrator.Host.Client.Printing;
using Orchestrator.Host.Client.Resources;

namespace Orchestrator.Host.Client.Logging;

/// <summary>Finds the pod, and the container of it, whose output is asked for.</summary>
internal sealed class LogTarget(ClientSession session)
{
    private const string DefaultContainer = "kubectl.kubernetes.io/default-container";

    /// <summary>The pod that a word names: itself, or one of those that an object such as a deployment selects.</summary>
    public async Task<(ApiResource Kind, JsonObject Pod)> FindPodAsync(string word, CancellationToken cancellationToken)
    {
        var pods = (await session.Discovery.ResolveAsync("pods", cancellationToken))[0];
        var asked = await ResourceArguments.ReadAsync(
            word.Contains('/', StringComparison.Ordinal) ? [word] : ["pods", word], session.Discovery, cancellationToken);
        var subject = await session.Api.GetAsync(asked[0].Resource.Path(session.Namespace, asked[0].Names[0]), ApiClient.Json, cancellationToken);
        return (pods, asked[0].Resource == pods ? subject : await SelectedAsync(pods, word, subject, cancellationToken));
    }

    /// <summary>The container to read; says which where the pod has several and none was asked for.</summary>
    public async Task<string?> FindContainerAsync(JsonObject pod, string? asked)
    {
        var names = pod.Items("spec", "containers").Select(container => container.Text("name")).OfType<string>().ToList();
        if (asked is not null || names.Count < 2)
        {
            return asked;
        }

        if (pod.Text("metadata", "annotations", DefaultContainer) is { } named && names.Contains(named))
        {
            return named;
        }

        await session.Error.WriteLineAsync(Printable.Line($"Defaulted container \"{names[0]}\" out of: {string.Join(", ", names)}"));
        return names[0];
    }

    private async Task<JsonObject> SelectedAsync(ApiResource pods, string word, JsonObject owner, CancellationToken cancellationToken)
    {
        var selector = SelectorText.Of(owner.At("spec", "selector"));
        if (selector.Length == 0)
        {
            throw new ClientException($"{word} has no selector that would say which pods are its own");
        }

        var pages = await new ObjectList(session.Api).ReadAsync(pods.Path(session.Namespace), new Selectors(selector), ApiClient.Json, cancellationToken);
        var found = pages.SelectMany(page => page.Items("items")).OrderBy(Rank).ThenBy(Created).ThenBy(pod => pod.Text("metadata", "name"), StringComparer.Ordinal).ToList();
        if (found.Count == 0)
        {
            throw new ClientException($"{word} has no pods");
        }

        if (found.Count > 1)
        {
            await session.Error.WriteLineAsync(Printable.Line($"Found {found.Count} pods, using pod/{found[0].Text("metadata", "name")}"));
        }

        return found[0];
    }

    /// <summary>A pod that serves says more than one that is still to start.</summary>
    private static int Rank(JsonObject pod) => (pod.Text("status", "phase"), IsReady(pod)) switch
    {
        ("Running", true) => 0,
        ("Running", false) => 1,
        ("Pending", _) => 3,
        _ => 2,
    };

    private static bool IsReady(JsonObject pod) =>
        pod.Items("status", "conditions").Any(condition => condition.Text("type") == "Ready" && condition.Text("status") == "True");

    private static DateTimeOffset Created(JsonObject pod) =>
        DateTimeOffset.TryParse(pod.Text("metadata", "creationTimestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created)
            ? created
            : DateTimeOffset.MaxValue;
}
