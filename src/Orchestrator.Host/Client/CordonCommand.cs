using System.CommandLine;
using Orchestrator.Host.Client.Draining;

namespace Orchestrator.Host.Client;

/// <summary><c>orc node cordon</c> and <c>orc node uncordon</c>.</summary>
internal sealed class CordonCommand : ClientCommand
{
    private readonly Argument<string[]> _names = new("name") { Description = "Names of nodes.", Arity = ArgumentArity.OneOrMore };
    private readonly bool _cordon;

    /// <summary>The command.</summary>
    public CordonCommand(string name, string description, bool cordon, ClientSurroundings surroundings)
        : base(name, description, surroundings)
    {
        _cordon = cordon;
        Arguments.Add(_names);
    }

    /// <inheritdoc />
    protected override async Task<int> RunAsync(ParseResult asked, ClientSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(session);
        var failed = false;
        foreach (var name in asked.GetRequiredValue(_names))
        {
            try
            {
                await new NodeCordon(session).SetAsync(name, _cordon, cancellationToken);
            }
            catch (ClientException failure)
            {
                failed = true;
                await session.ReportAsync("", failure);
            }
        }

        return failed ? ExitCode.Refused : ExitCode.Success;
    }
}
