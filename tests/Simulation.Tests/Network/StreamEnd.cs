using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Orchestrator.Simulations.Kernel;

namespace Orchestrator.Simulations.Network;

/// <summary>One process' end of a stream.</summary>
internal sealed class StreamEnd : ConnectionContext, IDuplexPipe
{
    private readonly ProcessStream _stream;
    private readonly Pipe _in;
    private readonly Pipe _out;
    private readonly CancellationTokenSource _closed = new();
    private bool _broken;

    public StreamEnd(ProcessStream stream, SimulatedProcess process, string peer, EndPoint endpoint)
    {
        (_stream, Process) = (stream, process);
        var simulation = process.Simulation;
        var (own, world) = (new ProcessPipeScheduler(process), new ProcessPipeScheduler(simulation.World));
        _in = new Pipe(new PipeOptions(readerScheduler: own, writerScheduler: world, useSynchronizationContext: false));
        _out = new Pipe(new PipeOptions(readerScheduler: world, writerScheduler: own, useSynchronizationContext: false));
        ConnectionId = $"{process.Name}-{peer}";
        LocalEndPoint = RemoteEndPoint = endpoint;
        Transport = this;
        ConnectionClosed = _closed.Token;
    }

    public SimulatedProcess Process { get; }

    /// <summary>What the process has sent.</summary>
    public PipeReader Sent => _out.Reader;

    /// <summary>Where what arrives for the process goes.</summary>
    public PipeWriter Received => _in.Writer;

    PipeReader IDuplexPipe.Input => _in.Reader;

    PipeWriter IDuplexPipe.Output => _out.Writer;

    public override string ConnectionId { get; set; }

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    public override IDuplexPipe Transport { get; set; }

    public override void Abort(ConnectionAbortedException abortReason) => _stream.Reset(Process);

    public override ValueTask DisposeAsync()
    {
        _stream.Reset(Process);
        return base.DisposeAsync();
    }

    /// <summary>The stream is over here.</summary>
    public void Break()
    {
        if (!_broken)
        {
            _broken = true;
            _in.Writer.Complete(new ConnectionResetException($"{ConnectionId} was reset."));
            _out.Reader.Complete(new ConnectionResetException($"{ConnectionId} was reset."));
            Process.Post(_closed.Cancel);
        }
    }
}
