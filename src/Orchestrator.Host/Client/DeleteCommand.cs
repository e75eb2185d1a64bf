using System.CommandLine;
using Orchestrator.Host.Client.Deleting;

namespace Orchestrator.Host.Client;

/// <summary><c>orc delete</c>: deletes objects, and waits until they are gone.</summary>
internal sealed class DeleteCommand : ClientCommand
{
    private readonly Argument<string[]> _words = new("what") { Description = "KIND NAME... or KIND/NAME...", Arity = ArgumentArity.ZeroOrMore };

    private readonly Option<string[]> _files = new("--filename", "-f")
    {
        Description = "Delete the objects that a file or folder describes; - is standard input. Can be given again.",
        HelpName = "FILE",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<int?> _grace = new("--grace-period")
    {
        Description = "Seconds that the objects get to end; 0 is at once. Without it: what each object says.",
        HelpName = "SECONDS",
    };

    private readonly Option<string> _cascade = new("--cascade")
    {
        Description = "What becomes of what the objects own: deleted afterwards, deleted before, or left.",
        DefaultValueFactory = _ => "background",
    };

    private readonly Option<bool> _wait = new("--wait") { Description = "Wait until the objects are gone.", DefaultValueFactory = _ => true };

    private readonly Option<bool> _noWait = new("--no-wait") { Description = "Do not wait until the objects are gone." };

    private readonly Option<bool> _ignoreNotFound = new("--ignore-not-found") { Description = "What is not there counts as deleted." };

    /// <summary>The command.</summary>
    public DeleteCommand(ClientSurroundings surroundings)
        : base("delete", "Deletes objects, and waits until they are gone.", surroundings)
    {
        _cascade.AcceptOnlyFromAmong("background", "foreground", "orphan");
        Arguments.Add(_words);
        foreach (var option in (Option[])[_files, _grace, _cascade, _wait, _noWait, _ignoreNotFound])
        {
            Options.Add(option);
        }
    }

    /// <inheritdoc />
    protected override async Task<int> RunAsync(ParseResult asked, ClientSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(session);
        var words = asked.GetValue(_words) ?? [];
        var files = asked.GetValue(_files) ?? [];
        if ((words.Length > 0) == (files.Length > 0))
        {
            throw ClientException.Misuse("name the objects as KIND NAME... or with -f, one or the other");
        }

        if (asked.GetValue(_grace) is < 0 and var seconds)
        {
            throw ClientException.Misuse($"--grace-period must be 0 or more; got {seconds}");
        }

        var request = new DeleteRequest(asked.GetRequiredValue(_cascade), asked.GetValue(_grace), asked.GetValue(_ignoreNotFound));
        var run = new DeleteRun(session, request);
        await (files.Length > 0 ? run.DeleteAsync(files, cancellationToken) : run.DeleteNamedAsync(words, cancellationToken));
        if (asked.GetValue(_wait) && !asked.GetValue(_noWait))
        {
            await run.WaitAsync(cancellationToken);
        }

        return run.Failed ? ExitCode.Refused : ExitCode.Success;
    }
}
