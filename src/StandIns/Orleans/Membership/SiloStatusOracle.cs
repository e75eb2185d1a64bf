namespace Orleans.Runtime;

/// <summary>What this silo last read of the membership table.</summary>
internal sealed class SiloStatusOracle(ILocalSiloDetails silo) : ISiloStatusOracle
{
    private readonly Lock _gate = new();
    private volatile MembershipSnapshot _snapshot = new(0, []);
    private volatile SiloStatus _status = SiloStatus.Created;

    /// <summary>A newer version of the table was read. Called in order, one version at a time; whoever listens must return soon.</summary>
    public event Action<MembershipSnapshot>? Changed;

    /// <summary>The table as it was last read.</summary>
    public MembershipSnapshot Snapshot => _snapshot;

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

    /// <summary>Takes over what was read, unless something newer is known.</summary>
    public void Update(MembershipSnapshot snapshot)
    {
        lock (_gate)
        {
            if (snapshot.Version < _snapshot.Version)
            {
                return;
            }

            var isNews = snapshot.Version > _snapshot.Version;
            _snapshot = snapshot;
            if (isNews)
            {
                Changed?.Invoke(snapshot);
            }
        }
    }
}
