using System.Net;
using Orchestrator.Simulations.Kernel;

namespace Orchestrator.Simulations.Network;

/// <summary>A stream between two processes, in both directions.</summary>
internal sealed class ProcessStream
{
    private readonly MemoryNetwork _network;
    private bool _over;

    public ProcessStream(MemoryNetwork network, SimulatedProcess near, SimulatedProcess far, EndPoint endpoint)
    {
        _network = network;
        Near = new StreamEnd(this, near, far.Name, endpoint);
        Far = new StreamEnd(this, far, near.Name, endpoint);
        _ = network.Simulation.World.RunAsync(() => CarryAsync(Near, Far));
        _ = network.Simulation.World.RunAsync(() => CarryAsync(Far, Near));
    }

    public StreamEnd Near { get; }

    public StreamEnd Far { get; }

    public bool Belongs(SimulatedProcess process) => Near.Process == process || Far.Process == process;

    /// <summary>One side is gone or gives up; the other hears of it when something gets through.</summary>
    public void Reset(SimulatedProcess by)
    {
        if (!_over)
        {
            _over = true;
            var (own, other) = Near.Process == by ? (Near, Far) : (Far, Near);
            own.Break();
            _ = _network.Simulation.World.RunAsync(() => TellAsync(own, other));
        }
    }

    private async Task TellAsync(StreamEnd own, StreamEnd other)
    {
        await _network.Simulation.DelayAsync(_network.Delay());
        await _network.PassAsync(own.Process.Name, other.Process.Name);
        other.Break();
        _network.Forget(this);
    }

    private async Task CarryAsync(StreamEnd from, StreamEnd to)
    {
        var simulation = _network.Simulation;
        while (!_over)
        {
            var read = await from.Sent.ReadAsync();
            if (!read.Buffer.IsEmpty)
            {
                await simulation.DelayAsync(_network.Delay());
                if (!await _network.PassAsync(from.Process.Name, to.Process.Name))
                {
                    Reset(from.Process);
                    return;
                }

                if (_over)
                {
                    return;
                }

                simulation.Trace.Add(to.Process.Name);
                foreach (var part in read.Buffer)
                {
                    simulation.Trace.Add(part.Span);
                    System.Buffers.BuffersExtensions.Write(to.Received, part.Span);
                }

                from.Sent.AdvanceTo(read.Buffer.End);
                await to.Received.FlushAsync();
            }

            if (read.IsCompleted || read.IsCanceled)
            {
                await simulation.DelayAsync(_network.Delay());
                await to.Received.CompleteAsync();
                return;
            }
        }
    }
}
