using System.Text.Json.Nodes;
using Orchestrator.Clients.Tests.Support;
using Orchestrator.Resources.Description;
using Orchestrator.TestKit;

namespace Orchestrator.Clients.Tests.Verbs;

/// <summary>Every verb of every kind and subresource, as the JavaScript client asks for it; and the table in the docs that says so.</summary>
public sealed class VerbTests(VerbRun run) : IClassFixture<VerbRun>
{
    public static TheoryData<string> Kinds => [.. ResourceKinds.All.Select(kind => kind.QualifiedPlural)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Kind_answers_all_of_its_verbs(string resource)
    {
        Assert.True(
            JsonNode.Parse(JavaScriptClient.Read("manifests.json"))![resource] is not null,
            $"tests/Clients.Tests/JavaScript/manifests.json has no {resource}: add what an object of the kind needs beside its name");
        var kind = ResourceKinds.All.Single(kind => kind.QualifiedPlural == resource);

        var works = run.Requests.Where(request => request.Resource == resource && request.Level == "works").Select(request => request.Verb).Distinct();

        Assert.Equal(VerbTable.VerbsOf(kind).Order(StringComparer.Ordinal), works.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Requests_are_answered_as_they_should_be() =>
        Assert.Empty(run.Requests.Where(request => request.Fault is not null).Select(request => $"{request.Verb} of {request.Resource}: {request.Fault}"));

    [Fact]
    public void Table_of_verbs_in_the_docs_is_what_was_seen()
    {
        var path = Path.Combine(TestEnvironment.Repository, "docs", "compatibility.md");
        var page = File.ReadAllText(path);
        var written = page.IndexOf(CompatibilityTable.Verbs, StringComparison.Ordinal) is var begin && begin >= 0 ? page[begin..] : "";
        var seen = VerbTable.Render(run.Requests);
        if (Environment.GetEnvironmentVariable("ORC_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, page[..^written.Length] + seen);
            return;
        }

        Assert.Equal(seen, written);
    }
}
