using System.Globalization;
using Docker.DotNet.Models;

namespace Orchestrator.Containers.Docker;

/// <summary>Reads Docker's description of a container.</summary>
internal static class ContainerReading
{
    /// <summary>The container.</summary>
    public static ContainerInfo Of(ContainerInspectResponse container)
    {
        var state = container.State;
        var where = StateOf(state?.Status);
        var startedAt = TimeOf(state?.StartedAt);
        var runs = where is ContainerState.Running or ContainerState.Paused;
        return new ContainerInfo
        {
            Id = container.ID ?? "",
            Name = container.Name?.TrimStart('/') ?? "",
            ImageId = container.Image ?? "",
            Labels = container.Config?.Labels is { } labels ? new Dictionary<string, string>(labels) : new Dictionary<string, string>(),
            State = where,
            ExitCode = (int)(state?.ExitCode ?? 0),
            OutOfMemory = state?.OOMKilled ?? false,
            Error = state?.Error ?? "",
            Pid = (int)(state?.Pid ?? 0),
            CreatedAt = new DateTimeOffset(DateTime.SpecifyKind(container.Created.ToUniversalTime(), DateTimeKind.Utc)),
            StartedAt = startedAt,
            FinishedAt = runs || startedAt is null ? null : TimeOf(state?.FinishedAt),
            Address = AddressOf(container.NetworkSettings?.Networks),
            Tty = container.Config?.Tty ?? false,
            OpenStdin = container.Config?.OpenStdin ?? false,
            LogPath = container.LogPath ?? "",
            LayerFolder = container.GraphDriver?.Data?.TryGetValue("UpperDir", out var layer) == true ? layer : "",
            CgroupParent = container.HostConfig?.CgroupParent ?? "",
        };
    }

    private static ContainerState StateOf(string? status) => status switch
    {
        "created" => ContainerState.Created,
        "running" => ContainerState.Running,
        "paused" => ContainerState.Paused,
        "exited" or "restarting" => ContainerState.Exited,
        "removing" or "dead" => ContainerState.Dead,
        _ => throw new EngineException(EngineFault.Unavailable, $"The container engine described a container with a state that is not known: '{status}'."),
    };

    // The engine writes the year 1 for a time that never came.
    private static DateTimeOffset? TimeOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year > 1 ? time.ToUniversalTime() : null;

    private static string? AddressOf(IDictionary<string, EndpointSettings>? networks)
    {
        var endpoints = networks?.OrderBy(network => network.Key, StringComparer.Ordinal).Select(network => network.Value).ToList() ?? [];
        return endpoints.Select(endpoint => endpoint.IPAddress)
            .Concat(endpoints.Select(endpoint => endpoint.IPAMConfig?.IPv4Address))
            .FirstOrDefault(address => !string.IsNullOrEmpty(address));
    }
}
