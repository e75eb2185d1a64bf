using System.CommandLine;
using Orchestrator.Host.Client.Applying;
using Orchestrator.Host.Client.Resources;

namespace Orchestrator.Host.Client;

/// <summary><c>orc apply</c>: makes objects what files say.</summary>
internal sealed class ApplyCommand : ClientCommand
{
    private readonly Option<string[]> _files = new("--filename", "-f")
    {
        Description = "A file of YAML or JSON, a folder of such files, or - for standard input. Can be given again.",
        HelpName = "FILE",
        Required = true,
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _dryRun = new("--dry-run")
    {
        Description = "server: the server checks everything, and changes nothing.",
        DefaultValueFactory = _ => "none",
    };

    /// <summary>The command.</summary>
    public ApplyCommand(ClientSurroundings surroundings)
        : base("apply", "Creates the objects that files describe, or brings them to what the files say.", surroundings)
    {
        _dryRun.AcceptOnlyFromAmong("none", "server");
        Options.Add(_files);
        Options.Add(_dryRun);
    }

    /// <inheritdoc />
    protected override async Task<int> RunAsync(ParseResult asked, ClientSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(session);
        var reader = new ManifestReader(session);
        var manifests = await reader.ReadAsync(asked.GetRequiredValue(_files), cancellationToken);
        var apply = new ObjectApply(session, asked.GetValue(_dryRun) == "server");
        var failed = reader.Failed;
        foreach (var manifest in manifests)
        {
            try
            {
                await apply.ApplyAsync(manifest, cancellationToken);
            }
            catch (ClientException failure) when (failure.ExitCode != ExitCode.Unreachable)
            {
                failed = true;
                await session.ReportAsync(manifest.Label, failure);
            }
        }

        return failed ? ExitCode.Refused : ExitCode.Success;
    }
}
