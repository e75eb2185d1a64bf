using System.CommandLine;
using System.Collections.Immutable;
using Orchestrator.Host.Client.Connecting;
using Orchestrator.Host.Client.Explaining;
using Orchestrator.Host.Client.Printing;
using Orchestrator.Host.Client.Resources;
using Orchestrator.Planning.Explaining;
using Orchestrator.Resources.Core;

namespace Orchestrator.Host.Client;

/// <summary><c>orc explain</c>: why a pod is pending, waiting, restarting, slow or ending.</summary>
internal sealed class ExplainCommand : ClientCommand
{
    /// <summary>It is not well; what is wrong with the asking has another code.</summary>
    private const int NotWell = ExitCode.Refused;

    private readonly Argument<string[]> _words = new("what")
    {
        Description = "pod NAME, KIND NAME or KIND/NAME; of what has pods, such as deployment/web, the worst pods are explained.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _output = new("--output", "-o") { Description = "json: for scripts." };

    /// <summary>The command.</summary>
    public ExplainCommand(ClientSurroundings surroundings)
        : base("explain", "Says why a pod is pending, waiting, restarting, slow to become ready or ending, and what to do about it.", surroundings)
    {
        _output.AcceptOnlyFromAmong("json");
        Arguments.Add(_words);
        Options.Add(_output);
    }

    /// <inheritdoc />
    public override string ExitCodes => """
        Exit codes:
          0    it is well
          1    it is not well
          2    misuse, or it was not found or may not be read
          3    the server cannot be reached
          130  interrupted
        """;

    /// <inheritdoc />
    protected override async Task<int> RunAsync(ParseResult asked, ClientSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(session);
        try
        {
            var (kind, name) = await SubjectAsync(asked.GetRequiredValue(_words), session, cancellationToken);
            return await ExplainAsync(kind, name, session, asked.GetValue(_output) == "json", cancellationToken);
        }
        catch (ClientException failure) when (failure.ExitCode == ExitCode.Refused)
        {
            throw ClientException.Misuse(failure.Message);
        }
    }

    private static async Task<(ApiResource Kind, string Name)> SubjectAsync(string[] words, ClientSession session, CancellationToken cancellationToken) =>
        await ResourceArguments.ReadAsync(words, session.Discovery, cancellationToken) is [{ Resource: var kind, Names: [var name] }]
            ? (kind, name)
            : throw ClientException.Misuse("name one object, as in 'orc explain pod web-1' or 'orc explain deployment/web'; kubectl explain tells of the fields of a kind");

    private static async Task<int> ExplainAsync(ApiResource kind, string name, ClientSession session, bool isJson, CancellationToken cancellationToken)
    {
        var subject = await session.Api.GetAsync(kind.Path(session.Namespace, name), ApiClient.Json, cancellationToken);
        if (kind is { Group: "", Kind: "Pod" })
        {
            var pod = TypedReading.Typed<Pod>(subject);
            var reading = new PodReading(session);
            var (events, problem) = await reading.EventsAsync(pod.Metadata.Namespace, name, cancellationToken);
            ImmutableArray<Event> own = [.. events.Where(happened => happened.InvolvedObject.Uid == pod.Metadata.Uid)];
            var explanation = PodExplainer.Explain(await reading.LookAroundAsync(pod, own, problem, cancellationToken));
            await (isJson ? new DocumentPrinter(session.Out, "json").PrintAsync(ExplanationJson.Of(explanation)) : new ExplanationText(session.Out).PrintAsync(explanation));
            return explanation.IsWell ? ExitCode.Success : NotWell;
        }

        var workload = WorkloadExplainer.Explain(await new WorkloadReading(session).ReadAsync(kind, subject, cancellationToken));
        await (isJson ? new DocumentPrinter(session.Out, "json").PrintAsync(ExplanationJson.Of(workload)) : new ExplanationText(session.Out).PrintAsync(workload));
        return workload.IsWell ? ExitCode.Success : NotWell;
    }
}
