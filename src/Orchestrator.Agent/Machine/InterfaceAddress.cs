using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Orchestrator.Agent.Machine;

/// <summary>An IPv4 address of one of this machine's network interfaces.</summary>
/// <param name="Interface">The interface's name.</param>
/// <param name="Address">The address.</param>
/// <param name="PrefixLength">How many bits of it name its network.</param>
/// <param name="IsUp">Whether the interface is up.</param>
/// <param name="IsLoopback">Whether it leads to this machine alone.</param>
public sealed record InterfaceAddress(string Interface, IPAddress Address, int PrefixLength, bool IsUp, bool IsLoopback)
{
    private const int LooksMax = 20;

    /// <summary>All that the machine has, those of bridges of containers included.</summary>
    public static IReadOnlyList<InterfaceAddress> All() => All(NetworkInterface.GetAllNetworkInterfaces);

    // An interface that goes while they are listed makes the whole list fail, as an address of no bytes (ArgumentException) or
    // as a file of /sys that is gone; and interfaces of containers come and go.
    internal static IReadOnlyList<InterfaceAddress> All(Func<IReadOnlyList<NetworkInterface>> list)
    {
        for (var look = 1; ; look++)
        {
            try
            {
                return [.. list().SelectMany(Of)];
            }
            catch (Exception e) when (e is NetworkInformationException or IOException or ArgumentException && look < LooksMax)
            {
            }
        }
    }

    private static IEnumerable<InterfaceAddress> Of(NetworkInterface adapter) =>
        from unicast in adapter.GetIPProperties().UnicastAddresses
        where unicast.Address.AddressFamily == AddressFamily.InterNetwork
        select new InterfaceAddress(
            adapter.Name,
            unicast.Address,
            unicast.PrefixLength,
            adapter.OperationalStatus == OperationalStatus.Up,
            adapter.NetworkInterfaceType == NetworkInterfaceType.Loopback);
}
