namespace Orchestrator.Planning.Images;

/// <summary>When images are removed to free disk, and how many: Kubernetes' <c>imageGCHighThresholdPercent</c>, <c>imageGCLowThresholdPercent</c> and <c>imageMinimumGCAge</c>.</summary>
/// <param name="HighPercent">From so much of the file system in use on.</param>
/// <param name="LowPercent">Down to so much.</param>
/// <param name="MinimumAge">How old an image is at least.</param>
public sealed record ImageThresholds(int HighPercent, int LowPercent, TimeSpan MinimumAge)
{
    /// <summary>How much is to be available afterwards, in bytes; null where there is enough.</summary>
    /// <param name="capacityBytes">The file system's size.</param>
    /// <param name="availableBytes">What can still be written.</param>
    public long? TargetBytes(long capacityBytes, long availableBytes)
    {
        if (capacityBytes <= 0)
        {
            return null;
        }

        var used = capacityBytes - Math.Clamp(availableBytes, 0, capacityBytes);
        return (decimal)used * 100 >= (decimal)capacityBytes * HighPercent ? (long)((decimal)capacityBytes * (100 - LowPercent) / 100) : null;
    }
}
