using System.Text;
using Orchestrator.Host.Client.Connecting;
using Orchestrator.Host.Client.Resources;

namespace Orchestrator.Host.Client;

/// <summary>One run of a command against one server.</summary>
public sealed class ClientSession : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>A run in these surroundings.</summary>
    /// <param name="surroundings">Where it runs.</param>
    /// <param name="server">The server that it speaks with.</param>
    /// <param name="namespaceAsked">The namespace that the options name; null where they name none.</param>
    public ClientSession(ClientSurroundings surroundings, ServerLocation server, string? namespaceAsked)
    {
        ArgumentNullException.ThrowIfNull(surroundings);
        ArgumentNullException.ThrowIfNull(server);
        Surroundings = surroundings;
        NamespaceAsked = namespaceAsked;
        Namespace = namespaceAsked ?? server.Namespace ?? "default";
        Out = new StreamWriter(surroundings.Output, Utf8, leaveOpen: true) { AutoFlush = true, NewLine = "\n" };
        Api = new ApiClient(server, surroundings.Error, surroundings.Time);
        Discovery = new Discovery(Api);
    }

    /// <summary>Where it runs.</summary>
    public ClientSurroundings Surroundings { get; }

    /// <summary>The server.</summary>
    public ApiClient Api { get; }

    /// <summary>The kinds that the server has.</summary>
    public Discovery Discovery { get; }

    /// <summary>What was asked for.</summary>
    public TextWriter Out { get; }

    /// <summary>What is said about it.</summary>
    public TextWriter Error => Surroundings.Error;

    /// <summary>The namespace that the options name; null where they name none.</summary>
    public string? NamespaceAsked { get; }

    /// <summary>The namespace of whatever names none.</summary>
    public string Namespace { get; }

    /// <summary>Reports what one of several things failed with; the others go on.</summary>
    public async Task ReportAsync(string about, ClientException failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        await Error.WriteLineAsync(Printing.Printable.Lines(about.Length == 0 ? failure.Message : $"{about}: {failure.Message}"));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Api.Dispose();
        Out.Dispose();
    }
}
