using Docker.DotNet;
using Docker.DotNet.Models;

namespace StandIns.Tests.Docker;

public sealed class ImageTests(Engine engine) : IClassFixture<Engine>
{
    private readonly IImageOperations _images = engine.Client.Images;

    [Fact]
    public async Task Image_imported_is_found_listed_tagged_and_deleted()
    {
        var image = await _images.InspectImageAsync(engine.Image);
        Assert.Contains(engine.Image, image.RepoTags!);
        Assert.Equal("here", image.Config!.Labels!["made"]);
        Assert.Equal(image.ID, (await _images.InspectImageAsync(image.ID!)).ID);

        await _images.TagImageAsync(engine.Image, new ImageTagParameters { RepositoryName = engine.Repository, Tag = "2" });
        var filters = new Dictionary<string, IDictionary<string, bool>> { ["reference"] = new Dictionary<string, bool> { [engine.Repository] = true } };
        var listed = Assert.Single(await _images.ListImagesAsync(new ImagesListParameters { Filters = filters }));
        Assert.Equal([$"{engine.Repository}:1", $"{engine.Repository}:2"], listed.RepoTags!.Order());

        var deleted = await _images.DeleteImageAsync($"{engine.Repository}:2", new ImageDeleteParameters());
        Assert.Equal($"{engine.Repository}:2", Assert.Single(deleted)["Untagged"]);
        await Assert.ThrowsAsync<DockerImageNotFoundException>(() => _images.InspectImageAsync($"{engine.Repository}:2"));
    }

    [Fact]
    public async Task Pull_from_a_registry_that_is_not_there_fails()
    {
        var parameters = new ImagesCreateParameters { FromImage = "127.0.0.1:1/none", Tag = "1" };

        var failure = await Assert.ThrowsAsync<DockerApiException>(() => _images.CreateImageAsync(parameters, null, new Reported<JSONMessage>()));

        Assert.Contains("127.0.0.1:1", failure.ResponseBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_of_what_is_no_archive_fails()
    {
        var reported = new Reported<JSONMessage>();

        var failure = await Record.ExceptionAsync(() => _images.LoadImageAsync(new ImageLoadParameters(), Engine.Bytes("no archive"), reported));

        Assert.True(failure is DockerApiException || reported.Items.Any(message => message.ErrorMessage is not null));
    }
}
