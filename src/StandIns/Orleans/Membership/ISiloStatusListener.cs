namespace Orleans.Runtime;

/// <summary>Whoever wants to know how silos come and go.</summary>
public interface ISiloStatusListener
{
    /// <summary>A silo has a new status. Called in order, one change at a time; whoever listens must return soon.</summary>
    void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status);
}
