using System.Net;
using System.Net.Sockets;

namespace Orleans.Runtime;

/// <summary>
/// Holds the silo's port while the silo runs. Nothing listens on it yet; but holding it proves that whoever had this address before is gone, and
/// keeps two silos of one machine from taking the same address.
/// </summary>
internal sealed class SiloPort : IDisposable
{
    private readonly Socket _socket;

    public SiloPort(IPEndPoint endpoint)
    {
        _socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = true };
        try
        {
            _socket.Bind(endpoint);
        }
        catch (SocketException exception)
        {
            _socket.Dispose();
            throw new OrleansException(
                $"The silo cannot have the address {endpoint} ({exception.SocketErrorCode}): choose another silo port, or stop the process that has it.", exception);
        }
    }

    public void Dispose() => _socket.Dispose();
}
