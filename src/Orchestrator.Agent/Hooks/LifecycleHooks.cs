using System.Globalization;
using System.Text;
using Orchestrator.Agent.Probes.Probers;
using Orchestrator.Containers;
using Orchestrator.Planning.Pods;
using Orchestrator.Planning.Retrying;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Hooks;

/// <summary>Does what containers want done after their start and before their stop.</summary>
internal sealed class LifecycleHooks(IContainerEngine engine, TimeProvider clock) : IDisposable
{
    private const int OutputCharsMax = 1024;

#pragma warning disable CA5359 // Kubernetes checks no certificate here: a hook tells the container something, and trusts nothing that it answers.
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        UseProxy = false,
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.Zero,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
#pragma warning restore CA5359

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Carries out a hook, to its end or until cancelled.</summary>
    /// <param name="hook">What to do.</param>
    /// <param name="container">The container, for the names of its ports.</param>
    /// <param name="id">Its run on the engine.</param>
    /// <param name="address">The pod's address.</param>
    /// <param name="cancellationToken">Ends it: a command is killed.</param>
    /// <exception cref="HookException">It failed.</exception>
    public async Task RunAsync(LifecycleHandler hook, Container container, string id, string address, CancellationToken cancellationToken)
    {
        try
        {
            await (hook switch
            {
                { Exec: { } exec } => ExecAsync(exec, id, cancellationToken),
                { HttpGet: { } get } => GetAsync(get, container, address, cancellationToken),
                { Sleep: { } sleep } => Task.Delay(TimerWait.Bounded(PodGrace.OfSeconds(sleep.Seconds)), clock, cancellationToken),
                _ => throw new HookException("it says neither exec nor httpGet nor sleep"),
            });
        }
        catch (Exception e) when (e is EngineException or HttpRequestException or UriFormatException)
        {
            throw new HookException(e.Message, e);
        }
    }

    private async Task ExecAsync(ExecAction exec, string id, CancellationToken cancellationToken)
    {
        await using var process = await engine.ExecAsync(id, new ExecSpec { Command = exec.Command }, cancellationToken);
        var output = new StringBuilder();
        await foreach (var piece in process.ReadOutputAsync(cancellationToken))
        {
            if (output.Length < OutputCharsMax)
            {
                output.Append(Encoding.UTF8.GetString(piece.Bytes.Span));
            }
        }

        if (await process.WaitAsync(cancellationToken) is var code and not 0)
        {
            var text = output.ToString().Trim();
            var said = text.Length == 0 ? "" : $": {text[..Math.Min(text.Length, OutputCharsMax)]}";
            throw new HookException(string.Create(CultureInfo.InvariantCulture, $"command '{string.Join(' ', exec.Command)}' exited with {code}{said}"));
        }
    }

    // Any answer will do: it shows that the container was told.
    private async Task GetAsync(HttpGetAction get, Container container, string address, CancellationToken cancellationToken)
    {
        var host = string.IsNullOrEmpty(get.Host) ? address : get.Host;
        var path = get.Path ?? "/";
        var uri = new Uri(string.Create(
            CultureInfo.InvariantCulture,
            $"{(get.Scheme ?? UriScheme.Http).ToLowerInvariant()}://{host}:{ContainerPorts.Number(container, get.Port)}{(path.StartsWith('/') ? path : $"/{path}")}"));
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        foreach (var header in get.HttpHeaders)
        {
            RequestHeaders.Add(request, header.Name, header.Value);
        }

        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}
