using Docker.DotNet.Models;
using Orchestrator.Containers.Tests.Support;

namespace Orchestrator.Containers.Tests.Docker;

[Collection(RealEngineSuite.Name)]
public sealed class ImageTests(RealEngine real)
{
    private readonly IContainerEngine _engine = real.Engine;

    [Fact]
    public async Task Image_is_found_by_reference_and_by_id()
    {
        var image = (await _engine.FindImageAsync(real.Image, default))!;

        Assert.StartsWith("sha256:", image.Id, StringComparison.Ordinal);
        Assert.Equal("0:0", image.User);
        Assert.True(image.SizeBytes > 100_000);
        foreach (var reference in new[] { image.Id, image.Id["sha256:".Length..], $"docker.io/library/{real.Image}" })
        {
            Assert.Equal(image.Id, (await _engine.FindImageAsync(reference, default))!.Id);
        }
    }

    [Fact]
    public async Task Image_that_is_not_there_is_not_found()
    {
        Assert.Null(await _engine.FindImageAsync("no-such-image:none", default));
        Assert.Null(await _engine.FindImageAsync($"no-such-image@sha256:{new string('0', 64)}", default));
        Assert.Null(await _engine.FindImageAsync($"sha256:{new string('0', 64)}", default));
    }

    [Fact]
    public async Task Image_pulled_is_found_by_tag_and_by_digest()
    {
        await using var registry = await TestRegistry.StartAsync();
        var (tagged, pinned) = ($"{registry.Repository}:1", $"{registry.Repository}@{registry.Digest}");

        var image = await _engine.PullImageAsync(tagged, null, null, default);
        try
        {
            Assert.Equal([pinned], image.Digests);
            Assert.Equal("65534", image.User);
            Assert.Equal(image.Id, (await _engine.FindImageAsync(tagged, default))!.Id);
            Assert.Equal(image.Id, (await _engine.FindImageAsync(pinned, default))!.Id);
            Assert.Equal(image.Id, (await _engine.PullImageAsync(pinned, null, null, default)).Id);
        }
        finally
        {
            await real.Client.Images.DeleteImageAsync(image.Id, new ImageDeleteParameters { Force = true });
        }
    }

    [Fact]
    public async Task Image_that_the_registry_does_not_have_cannot_be_pulled_and_the_engine_says_so()
    {
        await using var registry = await TestRegistry.StartAsync();

        var failure = await Engines.FailsAsync(EngineFault.ImagePull, () => _engine.PullImageAsync($"{registry.Repository}:2", null, null, default));

        Assert.Contains("manifest", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Image_of_a_registry_that_is_not_there_cannot_be_pulled()
    {
        var failure = await Engines.FailsAsync(EngineFault.ImagePull, () => _engine.PullImageAsync("127.0.0.1:1/none:1", null, null, default));

        Assert.Contains("127.0.0.1:1", failure.Message, StringComparison.Ordinal);
    }
}
