using System.Net.Sockets;

namespace Orchestrator.Agent.Probes.Probers;

/// <summary>Opens a connection and closes it again.</summary>
internal sealed class TcpProber(ProbeEndpoint endpoint) : IProber
{
    /// <inheritdoc/>
    public async Task<ProbeAnswer> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var socket = await endpoint.ConnectAsync(cancellationToken);
            return ProbeAnswer.Success;
        }
        catch (SocketException exception)
        {
            return ProbeAnswer.Failure(NetworkFaults.Describe(exception, endpoint));
        }
        catch (OperationCanceledException)
        {
            return ProbeAnswer.Failure($"dial tcp {endpoint}: i/o timeout");
        }
    }
}
