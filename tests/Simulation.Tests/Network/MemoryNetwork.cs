using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Orchestrator.Simulations.Kernel;

namespace Orchestrator.Simulations.Network;

/// <summary>
/// The network between processes: streams keep their order, each by itself, and what goes through them takes its time. Each direction between two processes can be
/// cut; what was sent meanwhile arrives when it is mended, unless that took so long that the stream is given up.
/// </summary>
internal sealed class MemoryNetwork(Simulation simulation)
{
    // How long a stream tries to get something through, as TCP's user timeout.
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, MemoryListener> _listeners = new(StringComparer.Ordinal);
    private readonly List<ProcessStream> _streams = [];

    // How often each direction is cut: whatever goes wrong at the same time ends by itself.
    private readonly Dictionary<(string From, string To), int> _cut = [];
    private TaskCompletionSource _mended = new();

    public Simulation Simulation => simulation;

    /// <summary>How much longer than usual everything takes.</summary>
    public double Slowness { get; set; } = 1;

    public void Cut(string from, string to) => _cut[(from, to)] = _cut.GetValueOrDefault((from, to)) + 1;

    /// <summary>Ends cuts. Who was cut more than once stays so.</summary>
    public void Mend(IEnumerable<(string From, string To)> cuts)
    {
        foreach (var cut in cuts)
        {
            _cut[cut]--;
        }

        var mended = _mended;
        _mended = new TaskCompletionSource();
        mended.SetResult();
    }

    public bool Passes(string from, string to) => _cut.GetValueOrDefault((from, to)) == 0;

    /// <summary>A process is gone: its streams end, and its ports are free.</summary>
    public void Bury(SimulatedProcess process)
    {
        foreach (var (endpoint, listener) in _listeners.Where(listener => listener.Value.Process == process).ToList())
        {
            _listeners.Remove(endpoint);
        }

        foreach (var stream in _streams.Where(stream => stream.Belongs(process)).ToList())
        {
            stream.Reset(process);
        }
    }

    public IConnectionListener Listen(SimulatedProcess process, EndPoint endpoint)
    {
        var key = endpoint.ToString()!;
        if (_listeners.TryGetValue(key, out var taken) && !taken.Process.IsDead)
        {
            throw new AddressInUseException($"{key} belongs to {taken.Process.Name}");
        }

        return _listeners[key] = new MemoryListener(process, endpoint, () => _listeners.Remove(key));
    }

    public async Task<ConnectionContext> ConnectAsync(SimulatedProcess process, EndPoint endpoint, CancellationToken cancellationToken)
    {
        var connected = new TaskCompletionSource<ConnectionContext>();
        simulation.After(Delay(), () => _ = simulation.World.RunAsync(() => ReachAsync(process, endpoint, connected)));
        return await connected.Task.WaitAsync(cancellationToken);
    }

    public TimeSpan Delay() => Delays.Draw(simulation.Random, 0.1, 1) * Slowness;

    /// <summary>Returns when something can get from one to the other; false where that took too long.</summary>
    public async Task<bool> PassAsync(string from, string to)
    {
        var began = simulation.Time.Now;
        while (!Passes(from, to))
        {
            var left = GiveUpAfter - TimeSpan.FromTicks(simulation.Time.Now - began);
            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            await Task.WhenAny(_mended.Task, simulation.DelayAsync(left));
        }

        return true;
    }

    public void Forget(ProcessStream stream) => _streams.Remove(stream);

    private async Task ReachAsync(SimulatedProcess process, EndPoint endpoint, TaskCompletionSource<ConnectionContext> connected)
    {
        var listener = _listeners.GetValueOrDefault(endpoint.ToString()!);
        var target = listener?.Process;
        if (target is not null && !(await PassAsync(process.Name, target.Name) && await PassAsync(target.Name, process.Name)))
        {
            connected.TrySetException(new SocketException((int)SocketError.TimedOut));
        }
        else if (listener is null || target!.IsDead || listener.IsClosed)
        {
            connected.TrySetException(new SocketException((int)SocketError.ConnectionRefused));
        }
        else
        {
            simulation.Note(process.Name, $"connects to {target.Name}");
            var stream = new ProcessStream(this, process, target, endpoint);
            _streams.Add(stream);
            listener.Take(stream.Far);
            connected.TrySetResult(stream.Near);
        }
    }
}
