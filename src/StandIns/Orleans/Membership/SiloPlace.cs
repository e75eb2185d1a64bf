using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>The name and the address that this silo is to have, which nobody else can have while it lives.</summary>
internal sealed class SiloPlace(
    IMembershipTable table, IMembershipLane lane, LocalSilo silo, TimeProvider timeProvider, IOptions<ClusterMembershipOptions> options)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>A silo that has this one's name or address and was not declared dead.</summary>
    public MembershipRow? HolderIn(MembershipSnapshot snapshot) =>
        snapshot.Rows.FirstOrDefault(row => row.Status != SiloStatus.Dead && (HasOurEndpoint(row) || row.SiloName == silo.Name));

    /// <summary>The greatest generation of the silos that ran at this address.</summary>
    public int LastGenerationIn(MembershipSnapshot snapshot) =>
        snapshot.Rows.Where(HasOurEndpoint).Select(row => row.Address.Generation).DefaultIfEmpty().Max();

    /// <summary>Returns when the holder is known to be gone.</summary>
    /// <exception cref="OrleansException">It renewed its row: it lives.</exception>
    public async Task WaitUntilGoneAsync(MembershipRow holder, CancellationToken cancellationToken)
    {
        // Whoever had this silo's address on this machine is gone, because this silo holds the port.
        if (HasOurEndpoint(holder) && holder.HostName == silo.DnsHostName)
        {
            return;
        }

        // Clocks of machines differ, so that only a row that does not change tells something, and how long it did not by the clock of this one.
        var window = options.Value.DeathWindow;
        for (var since = timeProvider.GetTimestamp(); timeProvider.GetElapsedTime(since) < window;)
        {
            await lane.DelayAsync(LookEvery, cancellationToken);
            var current = MembershipSnapshot.Of(await table.ReadRow(holder.Address)).Find(holder.Address);
            if (current is null or { Status: SiloStatus.Dead })
            {
                return;
            }

            if (current.IAmAliveTime != holder.IAmAliveTime)
            {
                throw Taken(holder);
            }
        }
    }

    private bool HasOurEndpoint(MembershipRow row) => row.Address.Endpoint.Equals(silo.SiloAddress.Endpoint);

    private OrleansException Taken(MembershipRow holder) => new(
        HasOurEndpoint(holder)
            ? $"The address {holder.Address.Endpoint} belongs to the silo {holder.SiloName} on {holder.HostName}, a live member of the cluster \"{silo.ClusterId}\": "
                + $"stop that silo, or give {silo.Name} another address (EndpointOptions.AdvertisedIPAddress, SiloPort)."
            : $"The name {silo.Name} belongs to the silo at {holder.Address} on {holder.HostName}, a live member of the cluster \"{silo.ClusterId}\": "
                + "stop that silo, or give this one another SiloOptions.SiloName.");
}
