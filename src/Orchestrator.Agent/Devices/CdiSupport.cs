using System.Globalization;
using Orchestrator.Containers;

namespace Orchestrator.Agent.Devices;

/// <summary>Whether an engine takes names of the Container Device Interface.</summary>
internal static class CdiSupport
{
    private const int FirstVersion = 25;

    /// <summary>Docker does from version 25 on.</summary>
    public static bool Takes(EngineInfo engine) =>
        int.TryParse(engine.Version.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) && major >= FirstVersion;
}
