using System.Formats.Tar;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Agent.Images;
using Orchestrator.Containers.Docker;
using Orchestrator.Planning.Images;
using Orchestrator.Resources.Core;
using Orchestrator.TestKit;

namespace Orchestrator.Agent.Tests.Images;

/// <summary>Images from a real registry onto a real engine.</summary>
public sealed class RegistryTests : IAsyncLifetime, IDisposable
{
    private readonly List<string> _references = [];
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly DockerEngineOptions _options = new() { Endpoint = TestEnvironment.Docker.OriginalString };
    private readonly DockerEngine _engine;

    public RegistryTests()
    {
        var meters = _services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>();
        _engine = new DockerEngine(Microsoft.Extensions.Options.Options.Create(_options), TimeProvider.System, meters, NullLogger<DockerEngine>.Instance);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var reference in _references)
        {
            await _engine.RemoveImageAsync(reference, default);
        }
    }

    public void Dispose()
    {
        _engine.Dispose();
        _services.Dispose();
    }

    [Fact]
    public async Task Private_registry_lets_who_has_the_right_credentials_and_tells_the_others_why_not()
    {
        await using var registry = await TestRegistry.StartAsync(guarded: true);
        var reference = await PushAsync(registry, "team/secret:1");
        using var room = new StoreOfPod(real: _engine);
        room.AddSecret("wrong", registry.Address, TestRegistry.Username, "guessed-it");
        room.AddSecret("right", registry.Address, TestRegistry.Username, TestRegistry.Password);

        var without = await Assert.ThrowsAsync<ImageException>(() => room.EnsureAsync(reference));
        Assert.Contains($"registry \"{registry.Address}\" does not let \"team/secret:1\" be pulled without credentials", without.Message, StringComparison.Ordinal);
        var wrong = await Assert.ThrowsAsync<ImageException>(() => room.EnsureAsync(reference, secrets: ["wrong"]));
        Assert.Contains("to the credentials of the Secret default/wrong: they are wrong", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("guessed-it", wrong + string.Join('\n', room.Events.Texts), StringComparison.Ordinal);

        await room.EnsureAsync(reference, secrets: ["wrong", "right"]);

        Assert.NotNull(await _engine.FindImageAsync(reference, default));
        Assert.NotNull(room.Ledger.Find(ImageName.TryParse(reference)!));
    }

    [Fact]
    public async Task Credentials_of_the_node_do_for_pods_without_any()
    {
        await using var registry = await TestRegistry.StartAsync(guarded: true);
        var reference = await PushAsync(registry, "team/node:1");
        using var room = new StoreOfPod(nodeConfig: StoreOfPod.Config($"http://{registry.Address}/v2/", TestRegistry.Username, TestRegistry.Password), real: _engine);

        await room.EnsureAsync(reference);

        Assert.NotNull(await _engine.FindImageAsync(reference, default));
    }

    [Fact]
    public async Task Digest_that_is_there_is_not_asked_for_again()
    {
        string pinned;
        using var room = new StoreOfPod(real: _engine);
        await using (var registry = await TestRegistry.StartAsync())
        {
            var reference = await PushAsync(registry, "team/pinned:1");
            await room.EnsureAsync(reference);
            pinned = Assert.Single((await _engine.FindImageAsync(reference, default))!.Digests);
            await _engine.RemoveImageAsync(reference, default);
            await room.EnsureAsync(pinned, ImagePullPolicy.Always);
            _references.Add(pinned);
        }

        await room.EnsureAsync(pinned, ImagePullPolicy.Always);

        Assert.Equal($"Pulled: Container image \"{pinned}\" already present on machine", room.Events.Texts.Last());
    }

    [Fact]
    public async Task Ten_pods_get_one_image_by_one_pull()
    {
        await using var registry = await TestRegistry.StartAsync();
        var reference = await PushAsync(registry, "team/shared:1");
        var (engine, count) = CountedEngine.Of(_engine);
        using var room = new StoreOfPod(real: engine);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => room.EnsureAsync(reference)));

        Assert.Equal(1, count.Pulls);
    }

    [Fact]
    public async Task Registry_that_falls_silent_ends_the_pull_and_the_next_one_gets_the_image()
    {
        await using var registry = await TestRegistry.StartAsync();
        var reference = await PushAsync(registry, "team/slow:1");
        using var room = new StoreOfPod(real: _engine);
        registry.Freeze();

        // Little time for the pull alone that is to run out of it: any other may be slow.
        var patience = _options.PullStallTimeout;
        _options.PullStallTimeout = TimeSpan.FromSeconds(2);
        var stalled = await Assert.ThrowsAsync<ImageException>(() => room.EnsureAsync(reference));
        Assert.Contains($"registry \"{registry.Address}\" stopped sending", stalled.Message, StringComparison.Ordinal);
        _options.PullStallTimeout = patience;
        registry.Thaw();
        await room.EnsureAsync(reference);

        Assert.NotNull(await _engine.FindImageAsync(reference, default));
    }

    [Fact]
    public async Task Tag_that_does_not_exist_is_told_as_such()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var room = new StoreOfPod(real: _engine);

        var failure = await Assert.ThrowsAsync<ImageException>(() => room.EnsureAsync($"{registry.Address}/team/none:7"));

        Assert.Contains($"registry \"{registry.Address}\" has no \"team/none:7\"", failure.Message, StringComparison.Ordinal);
    }

    // An image of its own, so that nobody else uses it.
    private async Task<string> PushAsync(TestRegistry registry, string name)
    {
        using var archive = new MemoryStream();
        await using (var tar = new TarWriter(archive, leaveOpen: true))
        {
            using var content = new MemoryStream(RandomNumberGenerator.GetBytes(1000));
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "file") { DataStream = content });
        }

        archive.Position = 0;
        var local = $"{UniqueName.Of("images")}:1";
        var image = await _engine.ImportImageAsync(local, archive, [], default);
        var reference = await registry.PushAsync(TestEnvironment.Docker, local, name);
        await _engine.RemoveImageAsync(image.Id, default);
        _references.Add(reference);
        return reference;
    }
}
