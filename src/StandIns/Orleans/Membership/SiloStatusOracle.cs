namespace Orleans.Runtime;

/// <summary>What this silo last read of the membership table.</summary>
internal sealed class SiloStatusOracle(ILocalSiloDetails silo) : ISiloStatusOracle
{
    private volatile MembershipSnapshot _snapshot = new(0, []);
    private volatile SiloStatus _status = SiloStatus.Created;

    public SiloStatus CurrentStatus
    {
        get => _status;
        set => _status = value;
    }

    public string SiloName => silo.Name;

    public SiloAddress SiloAddress => silo.SiloAddress;

    public SiloStatus GetApproximateSiloStatus(SiloAddress siloAddress) => GetApproximateSiloStatuses().GetValueOrDefault(siloAddress);

    public Dictionary<SiloAddress, SiloStatus> GetApproximateSiloStatuses(bool onlyActive = false)
    {
        // The row of this silo can be behind what it is.
        var statuses = _snapshot.Rows.ToDictionary(row => row.Address, row => row.Status);
        statuses[SiloAddress] = CurrentStatus;
        return onlyActive ? statuses.Where(pair => pair.Value == SiloStatus.Active).ToDictionary() : statuses;
    }

    public bool TryGetSiloName(SiloAddress siloAddress, out string? siloName)
    {
        ArgumentNullException.ThrowIfNull(siloAddress);
        siloName = siloAddress.Equals(SiloAddress) ? SiloName : _snapshot.Rows.FirstOrDefault(row => row.Address.Equals(siloAddress))?.SiloName;
        return siloName is not null;
    }

    public bool IsDeadSilo(SiloAddress silo) => GetApproximateSiloStatus(silo) == SiloStatus.Dead;

    public void Update(MembershipSnapshot snapshot) => _snapshot = snapshot;
}
