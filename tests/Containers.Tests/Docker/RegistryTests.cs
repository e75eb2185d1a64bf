using Orchestrator.Containers.Tests.Support;
using Orchestrator.TestKit;

namespace Orchestrator.Containers.Tests.Docker;

[Collection(RealEngineSuite.Name)]
public sealed class RegistryTests(RealEngine real)
{
    private static readonly RegistryCredentials Right = new() { Username = TestRegistry.Username, Password = TestRegistry.Password };

    private readonly IContainerEngine _engine = real.Engine;

    [Fact]
    public async Task Image_pulled_is_found_by_tag_and_by_digest()
    {
        await using var registry = await TestRegistry.StartAsync();
        var reference = await PushAsync(registry, "team/one:1");
        var told = new Told();

        var image = await _engine.PullImageAsync(reference, null, told, default);

        Assert.Contains(told.Steps, step => step.Layer.Length > 0 && step.Status == "Pull complete");
        var pinned = Assert.Single(image.Digests);
        Assert.StartsWith($"{registry.Address}/team/one@sha256:", pinned, StringComparison.Ordinal);
        Assert.Equal(image.Id, (await _engine.FindImageAsync(reference, default))!.Id);
        Assert.Equal(image.Id, (await _engine.FindImageAsync(pinned, default))!.Id);
        Assert.Equal(image.Id, (await _engine.PullImageAsync(pinned, null, null, default)).Id);
        await _engine.RemoveImageAsync(image.Id, default);
        Assert.Equal(image.Id, (await _engine.PullImageAsync(pinned, null, null, default)).Id);
        Assert.Equal([pinned], (await _engine.ListImagesAsync(default)).Single(listed => listed.Id == image.Id).References);
        await _engine.RemoveImageAsync(image.Id, default);
        Assert.Null(await _engine.FindImageAsync(pinned, default));
    }

    [Fact]
    public async Task Image_that_the_registry_does_not_have_is_not_found()
    {
        await using var registry = await TestRegistry.StartAsync();
        var reference = await PushAsync(registry, "team/one:1");

        foreach (var absent in new[] { $"{registry.Address}/team/two:1", $"{registry.Address}/team/one:2", $"{reference[..^2]}@sha256:{new string('0', 64)}" })
        {
            var failure = await Engines.FailsAsync(EngineFault.NotFound, () => _engine.PullImageAsync(absent, null, null, default));
            Assert.Contains("manifest", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Guarded_registry_lets_pull_who_proves_it_and_nobody_else()
    {
        await using var registry = await TestRegistry.StartAsync(guarded: true);
        var reference = await PushAsync(registry, "team/secret:1");

        await Engines.FailsAsync(EngineFault.Unauthorized, () => _engine.PullImageAsync(reference, null, null, default));
        var wrong = Right with { Password = "guessed-it" };
        var failure = await Engines.FailsAsync(EngineFault.Unauthorized, () => _engine.PullImageAsync(reference, wrong, null, default));
        Assert.DoesNotContain("guessed-it", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("guessed-it", wrong.ToString(), StringComparison.Ordinal);

        var image = await _engine.PullImageAsync(reference, Right with { ServerAddress = registry.Address }, null, default);
        await _engine.RemoveImageAsync(image.Id, default);
        Assert.Equal(image.Id, (await _engine.PullImageAsync(reference, Right, null, default)).Id);
        await _engine.RemoveImageAsync(image.Id, default);
    }

    [Fact]
    public async Task Registry_that_is_not_there_is_unavailable_and_the_engine_is_not()
    {
        var failure = await Engines.FailsAsync(EngineFault.RegistryUnavailable, () => _engine.PullImageAsync("127.0.0.1:1/none:1", null, null, default));

        Assert.Contains("127.0.0.1:1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registry_that_falls_silent_while_it_sends_stalls_the_pull_which_is_ended()
    {
        await using var registry = await TestRegistry.StartAsync();
        var reference = await PushAsync(registry, "team/large:1", bytes: 64 << 20);

        // Longer than a machine that is busy is silent for.
        using var engine = Engines.Create(RealEngine.Endpoint, options => options.PullStallTimeout = TimeSpan.FromSeconds(15));
        var told = new Told { OnStep = step => FreezeOnce(registry, step) };

        var failure = await Engines.FailsAsync(EngineFault.PullStalled, () => engine.PullImageAsync(reference, null, told, default));

        Assert.Contains(reference, failure.Message, StringComparison.Ordinal);
        Assert.Contains(told.Steps, step => step.Status == "Downloading");
        registry.Thaw();
        var image = await _engine.PullImageAsync(reference, null, null, default);
        await _engine.RemoveImageAsync(image.Id, default);
    }

    private static void FreezeOnce(TestRegistry registry, PullProgress step)
    {
        if (step.Status == "Downloading")
        {
            registry.Freeze();
        }
    }

    private async Task<string> PushAsync(TestRegistry registry, string name, int bytes = 1000)
    {
        var local = $"{real.NewName("push")}:1";
        var image = await _engine.ImportImageAsync(local, await Archives.RandomAsync(bytes), [], default);
        var reference = await registry.PushAsync(new Uri(RealEngine.Endpoint), local, name);
        await _engine.RemoveImageAsync(image.Id, default);
        return reference;
    }

    private sealed class Told : IProgress<PullProgress>
    {
        public List<PullProgress> Steps { get; } = [];

        public Action<PullProgress> OnStep { get; init; } = _ => { };

        public void Report(PullProgress value)
        {
            Steps.Add(value);
            OnStep(value);
        }
    }
}
