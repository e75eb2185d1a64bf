using System.Text.Json;
using Orchestrator.Clients.Tests.Access;
using Orchestrator.Clients.Tests.Support;
using Orchestrator.TestKit;

namespace Orchestrator.Clients.Tests.Verbs;

/// <summary>One run of the script <c>verbs</c>, which asks for everything that can be asked of every kind, and what came of each request.</summary>
public sealed class VerbRun : IAsyncLifetime
{
    private readonly SecureGateway _gateway = new();

    /// <summary>What came of each request, in the order in which they were made.</summary>
    public IReadOnlyList<ExercisedVerb> Requests { get; private set; } = [];

    public async Task InitializeAsync()
    {
        await Images.EnsureAsync(TestEnvironment.Docker);
        await _gateway.InitializeAsync();
        await using var ns = await _gateway.NewNamespaceAsync();
        var run = (await new JavaScriptClient { Kubeconfig = _gateway.Kubeconfig, Namespace = ns.Name }.RunAsync("verbs")).Succeeded();
        Requests = [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<ExercisedVerb>(line)!)];
    }

    public Task DisposeAsync() => _gateway.DisposeAsync();
}
