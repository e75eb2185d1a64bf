using System.Net;
using System.Net.Sockets;
using Orchestrator.Containers;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Streams;

namespace Orchestrator.Agent.Streams;

/// <summary>Connects to what a session is for, or says in the API's terms why not.</summary>
internal sealed class StreamTargets(IContainerEngine engine)
{
    private const string NoExec = "cannot exec in a stopped container";
    private const string NoAttach = "cannot attach to a stopped container";

    /// <summary>A further process in a container.</summary>
    public async Task<IStreamTarget> ExecAsync(PodHere pod, ExecRequest request, CancellationToken cancellationToken)
    {
        if (request.Command.IsDefaultOrEmpty)
        {
            throw ApiErrors.BadRequest("you must specify at least one command for the container");
        }

        var id = RunningId(pod, request.Container, NoExec);
        var process = new ExecSpec { Command = request.Command, Tty = request.Tty, Stdin = request.Stdin };
        return new ProcessTarget(
            await AskAsync(() => engine.ExecAsync(id, process, cancellationToken), request.Container, NoExec), request.Stdin, request.Stdout, request.Stderr);
    }

    /// <summary>The first process of a container.</summary>
    public async Task<IStreamTarget> AttachAsync(PodHere pod, AttachRequest request, CancellationToken cancellationToken)
    {
        var id = RunningId(pod, request.Container, NoAttach);
        var attachment = new AttachSpec { Stdin = request.Stdin, Stdout = request.Stdout, Stderr = request.Stderr };
        return new ProcessTarget(
            await AskAsync(() => engine.AttachAsync(id, attachment, cancellationToken), request.Container, NoAttach), request.Stdin, request.Stdout, request.Stderr);
    }

    /// <summary>A port of a pod.</summary>
    public static async Task<IStreamTarget> ForwardAsync(PodHere pod, PortForwardRequest request, CancellationToken cancellationToken)
    {
        var name = pod.Pod.Metadata.Name;
        if (request.Port is < 1 or > 65535)
        {
            throw ApiErrors.BadRequest($"port must be between 1 and 65535; got {request.Port}");
        }

        if (!pod.Running.Any())
        {
            throw ApiErrors.BadRequest($"unable to forward port because pod {name} is not running");
        }

        var address = pod.Pod.Spec.HostNetwork == true ? IPAddress.Loopback.ToString() : pod.Address;
        try
        {
            return IPAddress.TryParse(address, out var parsed)
                ? await ConnectionTarget.ConnectAsync(new IPEndPoint(parsed, request.Port), cancellationToken)
                : throw ApiErrors.BadRequest($"unable to forward port because pod {name} has no address");
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            throw ApiErrors.Of(
                503, "ServiceUnavailable", $"error forwarding port {request.Port} to pod {name}: connection refused: nothing listens on this port at {address}", null);
        }
        catch (SocketException e)
        {
            throw ApiErrors.Of(503, "ServiceUnavailable", $"error forwarding port {request.Port} to pod {name} at {address}: {e.Message}", null);
        }
    }

    /// <summary>Files out of a container.</summary>
    public async Task<IStreamTarget> ReadArchiveAsync(PodHere pod, ArchiveRequest request, CancellationToken cancellationToken)
    {
        var id = KnownId(pod, request);
        return new ArchiveReadTarget(await AskForPathAsync(() => engine.ReadArchiveAsync(id, request.Path, cancellationToken), id, request, cancellationToken));
    }

    /// <summary>Files into a container.</summary>
    public async Task<IStreamTarget> WriteArchiveAsync(PodHere pod, ArchiveRequest request, CancellationToken cancellationToken)
    {
        var id = KnownId(pod, request);
        if (await AskAsync(() => engine.FindContainerAsync(id, cancellationToken), request.Container, "") is null)
        {
            throw EngineAnswers.NoContainer(request.Container);
        }

        return new ArchiveWriteTarget((archive, token) => engine.WriteArchiveAsync(id, request.Path, archive, token));
    }

    // Of a container that has run, the last run is meant; one that never did has no files.
    private static string KnownId(PodHere pod, ArchiveRequest request)
    {
        if (string.IsNullOrEmpty(request.Path))
        {
            throw ApiErrors.BadRequest("path must be a path in the container; it is empty");
        }

        var status = pod.StatusOf(request.Container);
        return PodHere.IdOf(status?.ContainerId) ?? PodHere.IdOf(status?.LastState.Terminated?.ContainerId) ?? throw EngineAnswers.NoContainer(request.Container);
    }

    private static string RunningId(PodHere pod, string container, string stopped)
    {
        var status = pod.StatusOf(container);
        var id = PodHere.IdOf(status?.ContainerId);
        if (status is null || id is null)
        {
            throw EngineAnswers.NoContainer(container);
        }

        return status.State.Running is not null ? id : throw ApiErrors.BadRequest(stopped);
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask, string container, string stopped)
    {
        try
        {
            return await ask();
        }
        catch (EngineException e)
        {
            throw EngineAnswers.Translate(e, container, stopped);
        }
    }

    // The engine says the same of a container that is gone and of a path that is not there.
    private Task<T> AskForPathAsync<T>(Func<Task<T>> ask, string id, ArchiveRequest request, CancellationToken cancellationToken) => AskAsync(
        async () =>
        {
            try
            {
                return await ask();
            }
            catch (EngineException e) when (e.Fault == EngineFault.NotFound)
            {
                throw await engine.FindContainerAsync(id, cancellationToken) is null
                    ? EngineAnswers.NoContainer(request.Container)
                    : ApiErrors.Of(404, "NotFound", $"no such file or folder in container \"{request.Container}\": {request.Path}", null);
            }
        },
        request.Container,
        "");
}
