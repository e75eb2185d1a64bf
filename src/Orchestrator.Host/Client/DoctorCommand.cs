using System.CommandLine;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Orchestrator.Agent;
using Orchestrator.Host.Client.Doctoring;
using Orchestrator.Host.Client.Printing;

namespace Orchestrator.Host.Client;

/// <summary><c>orc doctor</c>: whether this machine and its cluster have what they need.</summary>
internal sealed class DoctorCommand : ClientCommand
{
    private readonly Option<string> _role = new("--role")
    {
        Description = "What this machine does or is to do: control, worker, or both. The container engine is looked at for a worker.",
        DefaultValueFactory = _ => "control,worker",
    };

    private readonly Option<string> _cluster = new("--cluster") { Description = "Name of the cluster.", DefaultValueFactory = _ => "orc" };

    private readonly Option<string?> _data = new("--data") { Description = "Folder for what this machine keeps, as orc silo has it.", HelpName = "DIR" };

    private readonly Option<string?> _tls = new("--tls-dir") { Description = "Folder with ca.crt, tls.crt and tls.key, which are looked at.", HelpName = "DIR" };

    private readonly Option<string[]> _subnets = new("--pod-subnet") { Description = "IPv4 subnet for the addresses of pods, as orc silo has it. May be given more than once.", HelpName = "CIDR" };

    private readonly Option<string?> _output = new("--output", "-o") { Description = "json: for scripts." };

    /// <summary>The command.</summary>
    public DoctorCommand(ClientSurroundings surroundings)
        : base("doctor", "Looks whether this machine and its cluster have what they need, and says what to do where not. Changes nothing.", surroundings)
    {
        _role.AcceptOnlyFromAmong("control", "worker", "control,worker");
        _output.AcceptOnlyFromAmong("json");
        foreach (var option in (Option[])[_role, _cluster, _data, _tls, _subnets, _output])
        {
            Options.Add(option);
        }
    }

    /// <inheritdoc />
    public override string ExitCodes => """
        Exit codes:
          0    nothing has failed
          1    something has failed
          2    misuse: options or settings that do not fit
          130  interrupted
        """;

    /// <inheritdoc />
    protected override async Task<int> RunAsync(ParseResult asked, ClientSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(session);
        var usual = new NodeAgentOptions();
        var subnets = asked.GetValue(_subnets) ?? [];
        var settings = new DoctorSettings(
            asked.GetRequiredValue(_role).Contains("worker", StringComparison.Ordinal),
            asked.GetRequiredValue(_cluster),
            asked.GetValue(_data) ?? usual.DataFolder,
            asked.GetValue(_tls),
            subnets.Length > 0 ? [.. subnets] : [.. usual.PodSubnets]);
        var checks = await new Examination(session, settings).RunAsync(cancellationToken);
        await (asked.GetValue(_output) == "json" ? new DocumentPrinter(session.Out, "json").PrintAsync(Document(checks)) : PrintAsync(session.Out, checks));
        return checks.Any(check => check.Level == CheckLevel.Failed) ? ExitCode.Refused : ExitCode.Success;
    }

    private static async Task PrintAsync(TextWriter output, ImmutableArray<Check> checks)
    {
        var width = checks.Max(check => check.Name.Length);
        foreach (var check in checks)
        {
            await output.WriteLineAsync(Printable.Line($"{Word(check.Level),-7}  {check.Name.PadRight(width)}  {check.Message}"));
            if (check.Advice.Length > 0)
            {
                await output.WriteLineAsync(Printable.Line($"{"",-7}  {"".PadRight(width)}  -> {check.Advice}"));
            }
        }
    }

    private static JsonObject Document(ImmutableArray<Check> checks) => new()
    {
        ["failed"] = checks.Count(check => check.Level == CheckLevel.Failed),
        ["warnings"] = checks.Count(check => check.Level == CheckLevel.Warning),
        ["checks"] = new JsonArray([.. checks.Select(check => new JsonObject
        {
            ["name"] = check.Name,
            ["level"] = Word(check.Level),
            ["message"] = check.Message,
            ["advice"] = check.Advice,
        })]),
    };

    private static string Word(CheckLevel level) => level switch
    {
        CheckLevel.Ok => "ok",
        CheckLevel.Warning => "warning",
        _ => "failed",
    };
}
