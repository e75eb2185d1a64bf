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
    public async Task Image_that_is_not_there_is_not_found_and_its_removal_is_done()
    {
        Assert.Null(await _engine.FindImageAsync("no-such-image:none", default));
        Assert.Null(await _engine.FindImageAsync($"no-such-image@sha256:{new string('0', 64)}", default));
        Assert.Null(await _engine.FindImageAsync($"sha256:{new string('0', 64)}", default));
        await _engine.RemoveImageAsync("no-such-image:none", default);
    }

    [Fact]
    public async Task Image_imported_says_what_it_was_told_and_runs()
    {
        var reference = $"{real.NewName("import")}:1";
        var image = await _engine.ImportImageAsync(
            reference, await Archives.BusyboxAsync("sh", "id"), ["USER 65535", "ENTRYPOINT [\"/bin/sh\", \"-c\", \"id -u\"]", "ENV PATH=/bin"], default);
        try
        {
            Assert.Equal("65535", image.User);
            Assert.Equal(image.Id, (await _engine.FindImageAsync(reference, default))!.Id);
            Assert.Equal("65535", await real.OutputOfAsync(real.Spec("imported") with { Image = reference }));
        }
        finally
        {
            await real.RemoveContainersOfAsync(image.Id);
            await _engine.RemoveImageAsync(reference, default);
        }
    }

    [Fact]
    public async Task Archive_that_is_none_makes_no_image()
    {
        var reference = $"{real.NewName("garbage")}:1";

        await Engines.FailsAsync(EngineFault.Invalid, () => _engine.ImportImageAsync(reference, new MemoryStream(new byte[2000].Select(_ => (byte)'x').ToArray()), [], default));

        Assert.Null(await _engine.FindImageAsync(reference, default));
    }

    [Fact]
    public async Task Image_is_listed_with_all_its_names_and_goes_with_its_last()
    {
        var names = new[] { $"{real.NewName("listed")}:1", $"{real.NewName("listed")}:2" };
        var image = await NewAsync(names[0]);
        await TagAsync(names[0], names[1]);

        var listed = (await _engine.ListImagesAsync(default)).Single(other => other.Id == image.Id);
        Assert.Equal(names.Order(StringComparer.Ordinal), listed.References.Order(StringComparer.Ordinal));
        Assert.Equal(image.SizeBytes, listed.SizeBytes);
        Assert.InRange(listed.CreatedAt, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));

        await _engine.RemoveImageAsync(names[0], default);
        Assert.NotNull(await _engine.FindImageAsync(image.Id, default));
        await _engine.RemoveImageAsync(names[1], default);
        Assert.Null(await _engine.FindImageAsync(image.Id, default));
    }

    [Fact]
    public async Task Image_removed_by_its_id_loses_all_its_names()
    {
        var name = $"{real.NewName("by-id")}:1";
        var image = await NewAsync(name);
        await TagAsync(name, $"{real.NewName("by-id")}:2");

        await _engine.RemoveImageAsync(image.Id, default);

        Assert.Null(await _engine.FindImageAsync(image.Id, default));
    }

    [Fact]
    public async Task Image_without_a_name_is_listed_and_removed()
    {
        var name = $"{real.NewName("unnamed")}:1";
        var first = await NewAsync(name);
        var second = await NewAsync(name);

        Assert.Empty((await _engine.ListImagesAsync(default)).Single(image => image.Id == first.Id).References);
        await _engine.RemoveImageAsync(first.Id, default);
        Assert.Null(await _engine.FindImageAsync(first.Id, default));
        await _engine.RemoveImageAsync(second.Id, default);
    }

    [Fact]
    public async Task Image_of_a_container_is_kept_with_all_its_names_even_when_that_has_ended()
    {
        var name = $"{real.NewName("used")}:1";
        var image = await NewAsync(name);
        var container = await _engine.CreateContainerAsync(real.Spec("user") with { Image = name }, default);

        await Engines.FailsAsync(EngineFault.Conflict, () => _engine.RemoveImageAsync(image.Id, default));
        await Engines.FailsAsync(EngineFault.Conflict, () => _engine.RemoveImageAsync(name, default));
        Assert.Equal(image.Id, (await _engine.FindImageAsync(name, default))!.Id);

        await _engine.RemoveContainerAsync(container, default);
        await _engine.RemoveImageAsync(image.Id, default);
        Assert.Null(await _engine.FindImageAsync(name, default));
    }

    private async Task<ImageInfo> NewAsync(string reference) =>
        await _engine.ImportImageAsync(reference, await Archives.RandomAsync(1000), ["CMD [\"/none\"]"], default);

    private Task TagAsync(string image, string reference) => real.Client.Images.TagImageAsync(
        image, new global::Docker.DotNet.Models.ImageTagParameters { RepositoryName = reference.Split(':')[0], Tag = reference.Split(':')[1] });
}
