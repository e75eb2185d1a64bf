using System.Net;

namespace Orchestrator.TestKit.Machines;

/// <summary>Several <see cref="Machine"/>s on one bridge. Disposing kills and removes them; <c>eng/test</c> and <c>eng/bench</c> remove those that are left.</summary>
public sealed class MachineNetwork : IAsyncDisposable
{
    private readonly string _folder;
    private readonly Dictionary<string, string?> _settings;

    private MachineNetwork(string folder, Dictionary<string, string?> settings) => (_folder, _settings) = (folder, settings);

    /// <summary>This machine's address on the bridge: what listens there, every machine reaches.</summary>
    public IPAddress Address { get; private set; } = IPAddress.None;

    /// <summary>The machines, in order.</summary>
    public IReadOnlyList<Machine> Machines { get; private set; } = [];

    /// <summary>Makes machines whose engines have the images of <see cref="Images"/>.</summary>
    /// <param name="count">How many, up to nine.</param>
    /// <param name="liveRestore">Whether containers go on while their engine is down. An engine that is to join a swarm must not do that.</param>
    public static async Task<MachineNetwork> CreateAsync(int count, bool liveRestore = true)
    {
        var settings = new Dictionary<string, string?> { ["ENGINE_LIVE_RESTORE"] = liveRestore ? "true" : "false" };
        var network = new MachineNetwork(TestEnvironment.NewServerFolder("machines"), settings);
        try
        {
            var lines = (await ServerCommand.RunAsync(settings, "machines", "start", network._folder, $"{count}")).Split('\n');
            network.Address = IPAddress.Parse(lines[0]);
            network.Machines = [.. lines.Skip(1).Select((line, index) => new Machine(network._folder, index + 1, line, settings))];
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await ServerCommand.RunAsync(_settings, "machines", "stop", _folder);
        Directory.Delete(_folder, recursive: true);
    }
}
