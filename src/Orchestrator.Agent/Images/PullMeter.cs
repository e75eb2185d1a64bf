using System.Globalization;
using Orchestrator.Containers;

namespace Orchestrator.Agent.Images;

/// <summary>Adds up a pull's layers, and says now and then how far it is.</summary>
/// <param name="image">The image.</param>
/// <param name="clock">The clock.</param>
/// <param name="say">Told a sentence, at most one in <see cref="Interval"/>.</param>
internal sealed class PullMeter(string image, TimeProvider clock, Action<string> say) : IProgress<PullProgress>
{
    /// <summary>How long it is quiet at least.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private const double BytesPerMiB = 1024 * 1024;
    private readonly Dictionary<string, (long Current, long Total)> _layers = new(StringComparer.Ordinal);
    private long _saidAt = clock.GetTimestamp();

    /// <inheritdoc/>
    public void Report(PullProgress value)
    {
        if (value.Status == "Downloading" && value.TotalBytes > 0)
        {
            _layers[value.Layer] = (value.CurrentBytes, value.TotalBytes);
        }
        else if (value.Status is "Download complete" or "Extracting" or "Pull complete" && _layers.TryGetValue(value.Layer, out var layer))
        {
            _layers[value.Layer] = (layer.Total, layer.Total);
        }

        if (_layers.Count > 0 && clock.GetElapsedTime(_saidAt) >= Interval)
        {
            _saidAt = clock.GetTimestamp();
            say($"Pulling image \"{image}\": {MiB(_layers.Values.Sum(each => each.Current))} of {MiB(_layers.Values.Sum(each => each.Total))} MiB");
        }
    }

    private static string MiB(long bytes) => Math.Round(bytes / BytesPerMiB).ToString("F0", CultureInfo.InvariantCulture);
}
