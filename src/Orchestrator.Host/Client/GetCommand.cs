using System.CommandLine;
using Orchestrator.Host.Client.Getting;
using Orchestrator.Host.Client.Resources;

namespace Orchestrator.Host.Client;

/// <summary><c>orc get</c>: shows objects.</summary>
internal sealed class GetCommand : ClientCommand
{
    private readonly Argument<string[]> _words = new("what")
    {
        Description = "KIND, KIND NAME... or KIND/NAME...; KIND may be a list (pods,nodes), a short name (deploy) or a category (all).",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> _all = new("--all-namespaces", "-A") { Description = "Objects of all namespaces." };

    private readonly Option<string?> _output = new("--output", "-o") { Description = "wide: more columns; json, yaml: the whole objects; name: only names." };

    private readonly Option<string?> _labels = new("--selector", "-l") { Description = "Only objects with these labels, as in app=web,tier!=cache.", HelpName = "SELECTOR" };

    private readonly Option<string?> _fields = new("--field-selector") { Description = "Only objects with these fields, as in status.phase=Running.", HelpName = "SELECTOR" };

    private readonly Option<bool> _watch = new("--watch", "-w") { Description = "Go on with each change, until Ctrl-C." };

    /// <summary>The command.</summary>
    public GetCommand(ClientSurroundings surroundings)
        : base("get", "Shows objects: a table of them, or the objects whole.", surroundings)
    {
        _output.AcceptOnlyFromAmong("wide", "json", "yaml", "name");
        Arguments.Add(_words);
        foreach (var option in (Option[])[_all, _output, _labels, _fields, _watch])
        {
            Options.Add(option);
        }
    }

    /// <inheritdoc />
    protected override async Task<int> RunAsync(ParseResult asked, ClientSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(session);
        var selectors = new Selectors(asked.GetValue(_labels), asked.GetValue(_fields));
        var what = await ResourceArguments.ReadAsync(asked.GetRequiredValue(_words), session.Discovery, cancellationToken);
        var all = asked.GetValue(_all);
        var named = what.Any(one => one.Names.Length > 0);
        if (named && (all || selectors != new Selectors()))
        {
            throw ClientException.Misuse("an object that is named cannot also be searched for: leave out the names, or --all-namespaces and the selectors");
        }

        var view = new View(asked.GetValue(_output) ?? "", all ? null : session.Namespace, selectors);
        if (!asked.GetValue(_watch))
        {
            return view.IsTable
                ? await new TableView(session, view).ShowAsync(what, cancellationToken)
                : await new DocumentView(session, view).ShowAsync(what, cancellationToken);
        }

        return what is [{ Names.Length: < 2 } one]
            ? await new WatchView(session, view, one).ShowAsync(cancellationToken)
            : throw ClientException.Misuse("--watch takes one kind, or one object");
    }
}
