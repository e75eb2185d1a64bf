using System.Collections.Immutable;

namespace Orchestrator.Resources.Core;

/// <summary>A device of the machine that a container may use, written as <c>HOST[:CONTAINER][:PERMISSIONS]</c>.</summary>
/// <param name="HostPath">Its path on the machine.</param>
/// <param name="ContainerPath">Its path in the container.</param>
/// <param name="Permissions">Any of <c>r</c> (read), <c>w</c> (write) and <c>m</c> (make the node).</param>
public sealed record HostDevice(string HostPath, string ContainerPath, string Permissions)
{
    private const string Folder = "/dev/";
    private const string All = "rwm";

    /// <summary>Reads a list of devices; null where one of them is none.</summary>
    public static ImmutableArray<HostDevice>? ParseList(string text)
    {
        var devices = ImmutableArray.CreateBuilder<HostDevice>();
        foreach (var item in text.Split(','))
        {
            if (Parse(item.Trim()) is not { } device)
            {
                return null;
            }

            devices.Add(device);
        }

        return devices.DrainToImmutable();
    }

    private static HostDevice? Parse(string text) => text.Split(':') switch
    {
        [var host] when IsDevice(host) => new HostDevice(host, host, All),
        [var host, var inside] when IsDevice(host) && IsPath(inside) => new HostDevice(host, inside, All),
        [var host, var permissions] when IsDevice(host) && IsPermissions(permissions) => new HostDevice(host, host, permissions),
        [var host, var inside, var permissions] when IsDevice(host) && IsPath(inside) && IsPermissions(permissions) => new HostDevice(host, inside, permissions),
        _ => null,
    };

    private static bool IsDevice(string path) => IsPath(path) && path.StartsWith(Folder, StringComparison.Ordinal) && path.Length > Folder.Length;

    private static bool IsPath(string path) => path.StartsWith('/') && !path.Split('/').Contains("..");

    private static bool IsPermissions(string text) => text.Length > 0 && text.All(All.Contains) && text.Distinct().Count() == text.Length;
}
