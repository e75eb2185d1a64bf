using Docker.DotNet;
using Docker.DotNet.Models;

namespace Orchestrator.Containers.Docker;

public sealed partial class DockerEngine
{
    /// <inheritdoc />
    public async Task<ImageInfo?> FindImageAsync(string reference, CancellationToken cancellationToken)
    {
        EngineNames.Image(reference);
        try
        {
            return await CallAsync(
                EngineOperation.FindImage, async (session, token) => InfoOf(await session.Client.Images.InspectImageAsync(reference, token)), cancellationToken);
        }
        catch (EngineException exception) when (exception.Fault == EngineFault.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<ImageSummary>> ListImagesAsync(CancellationToken cancellationToken) => CallAsync(
        EngineOperation.ListImages,
        async (session, token) =>
        {
            var listed = await session.Client.Images.ListImagesAsync(new ImagesListParameters { Digests = true }, token);
            return (IReadOnlyList<ImageSummary>)[.. listed.Select(SummaryOf)];
        },
        cancellationToken);

    /// <inheritdoc />
    public async Task RemoveImageAsync(string referenceOrId, CancellationToken cancellationToken)
    {
        EngineNames.Image(referenceOrId);
        try
        {
            await CallAsync(EngineOperation.RemoveImage, (client, token) => RemoveImageAsync(client, referenceOrId, token), cancellationToken);
        }
        catch (EngineException exception) when (exception.Fault == EngineFault.NotFound)
        {
            // Gone is what was asked for.
        }
    }

    /// <summary>
    /// The engine would take all names but the last from an image that a container was made of, and refuse only then; and asked for an id with several names it
    /// refuses altogether. So who uses it is asked first, and each name is taken by itself.
    /// </summary>
    private static async Task RemoveImageAsync(DockerClient client, string referenceOrId, CancellationToken cancellationToken)
    {
        var image = await client.Images.InspectImageAsync(referenceOrId, cancellationToken);
        var id = image.ID ?? "";
        var users = await client.Containers.ListContainersAsync(
            new ContainersListParameters { All = true, Filters = new Dictionary<string, IDictionary<string, bool>> { ["ancestor"] = new Dictionary<string, bool> { [id] = true } } },
            cancellationToken);
        if (users.FirstOrDefault(user => user.ImageID == id) is { } user)
        {
            throw new EngineException(EngineFault.Conflict, $"The image '{referenceOrId}' is used by the container {user.ID}.");
        }

        var byId = id == referenceOrId || id.StartsWith($"sha256:{referenceOrId}", StringComparison.Ordinal);
        IEnumerable<string> names = byId ? NamesOf(image.RepoTags, image.RepoDigests) : [referenceOrId];
        foreach (var name in names.DefaultIfEmpty(id))
        {
            try
            {
                await client.Images.DeleteImageAsync(name, new ImageDeleteParameters(), cancellationToken);
            }
            catch (DockerImageNotFoundException)
            {
                // With the last tag of a repository its digest goes too.
            }
        }
    }

    private static ImageInfo InfoOf(ImageInspectResponse image) =>
        new(image.ID ?? "", image.RepoDigests?.ToList() ?? [], image.Config?.User ?? "", image.Size);

    private static ImageSummary SummaryOf(ImagesListResponse image) => new(
        image.ID ?? "",
        [.. NamesOf(image.RepoTags, image.RepoDigests)],
        image.Size,
        new DateTimeOffset(DateTime.SpecifyKind(image.Created.ToUniversalTime(), DateTimeKind.Utc)));

    // Where there is no name the engine writes this in its place.
    private static IEnumerable<string> NamesOf(IList<string>? tags, IList<string>? digests) =>
        (tags ?? []).Concat(digests ?? []).Where(name => !name.Contains("<none>", StringComparison.Ordinal));
}
