using System.CommandLine;

namespace Orchestrator.Host.Client.Connecting;

/// <summary>The options that say which server, and which namespace of it.</summary>
public sealed class ConnectionOptions
{
    private readonly Option<string?> _server = new("--server", "-s")
    {
        Description = $"The server's URL. Without it: {ServerLocation.ServerVariable}, then the kubeconfig, then {ServerLocation.DefaultUrl}.",
        HelpName = "URL",
    };

    private readonly Option<string?> _kubeconfig = new("--kubeconfig")
    {
        Description = $"A kubeconfig file that names the server and says who is asking. Without it: {ServerLocation.KubeconfigVariable}.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _namespace = new("--namespace", "-n")
    {
        Description = "The namespace. Without it: that of the kubeconfig's context, then default.",
        HelpName = "NAME",
    };

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        command.Options.Add(_server);
        command.Options.Add(_kubeconfig);
        command.Options.Add(_namespace);
    }

    /// <summary>Starts a run against the server that was asked for.</summary>
    /// <exception cref="ClientException">The options or the kubeconfig do not say which.</exception>
    public ClientSession Open(ParseResult asked, ClientSurroundings surroundings)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(surroundings);
        var server = ServerLocation.Find(asked.GetValue(_server), asked.GetValue(_kubeconfig), surroundings.Variable);
        var name = asked.GetValue(_namespace);
        return new ClientSession(surroundings, server, string.IsNullOrEmpty(name) ? null : name);
    }
}
