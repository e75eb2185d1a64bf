using System.Net;
using System.Net.NetworkInformation;
using Orchestrator.Agent.Machine;

namespace Orchestrator.Agent.Tests.Machine;

/// <summary>Interfaces of containers come and go while they are listed.</summary>
public sealed class InterfaceAddressTests
{
    // What .NET throws for an interface that goes between two of its looks.
    public static TheoryData<Exception> OfInterfacesThatGo => [new ArgumentException("An invalid IP address was specified."), new NetworkInformationException(19), new FileNotFoundException()];

    [Theory]
    [MemberData(nameof(OfInterfacesThatGo), DisableDiscoveryEnumeration = true)]
    public void List_that_fails_is_asked_again(Exception fault)
    {
        var looks = 0;

        var addresses = InterfaceAddress.All(() => ++looks < 3 ? throw fault : NetworkInterface.GetAllNetworkInterfaces());

        Assert.Equal(3, looks);
        Assert.Contains(addresses, one => one is { IsLoopback: true, PrefixLength: 8 } && one.Address.Equals(IPAddress.Loopback));
    }

    [Theory]
    [MemberData(nameof(OfInterfacesThatGo), DisableDiscoveryEnumeration = true)]
    public void List_that_never_comes_is_an_error(Exception fault) =>
        Assert.Same(fault, Assert.Throws(fault.GetType(), () => InterfaceAddress.All(() => throw fault)));
}
