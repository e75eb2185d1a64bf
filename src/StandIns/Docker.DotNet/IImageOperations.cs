using Docker.DotNet.Models;

namespace Docker.DotNet;

/// <summary>What can be done with images.</summary>
public interface IImageOperations
{
    /// <summary>Lists images.</summary>
    Task<IList<ImagesListResponse>> ListImagesAsync(ImagesListParameters parameters, CancellationToken cancellationToken = default);

    /// <summary>An image in full, by reference, id or digest.</summary>
    Task<ImageInspectResponse> InspectImageAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Pulls an image. A failure after the first answer is reported as an item with <see cref="JSONMessage.Error"/>.</summary>
    Task CreateImageAsync(
        ImagesCreateParameters parameters, AuthConfig? authConfig, IProgress<JSONMessage> progress, CancellationToken cancellationToken = default);

    /// <summary>Imports a file system as an image of one layer.</summary>
    Task CreateImageAsync(
        ImagesCreateParameters parameters,
        Stream? imageStream,
        AuthConfig? authConfig,
        IProgress<JSONMessage> progress,
        CancellationToken cancellationToken = default);

    /// <summary>Loads images from an archive as the engine saves them.</summary>
    Task LoadImageAsync(ImageLoadParameters parameters, Stream imageStream, IProgress<JSONMessage> progress, CancellationToken cancellationToken = default);

    /// <summary>Pushes an image to the registry that its name says. A failure is reported as an item with <see cref="JSONMessage.Error"/>.</summary>
    Task PushImageAsync(
        string name, ImagePushParameters parameters, AuthConfig? authConfig, IProgress<JSONMessage> progress, CancellationToken cancellationToken = default);

    /// <summary>Gives an image a further name.</summary>
    Task TagImageAsync(string name, ImageTagParameters parameters, CancellationToken cancellationToken = default);

    /// <summary>Deletes a name of an image, and the image with its last name.</summary>
    Task<IList<IDictionary<string, string>>> DeleteImageAsync(string name, ImageDeleteParameters parameters, CancellationToken cancellationToken = default);
}
