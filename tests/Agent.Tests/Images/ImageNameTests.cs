using Orchestrator.Planning.Images;

namespace Orchestrator.Agent.Tests.Images;

public sealed class ImageNameTests
{
    private const string Digest = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    [Theory]
    [InlineData("nginx", "docker.io/library/nginx:latest")]
    [InlineData("nginx:1.27", "docker.io/library/nginx:1.27")]
    [InlineData("team/web", "docker.io/team/web:latest")]
    [InlineData("docker.io/nginx", "docker.io/library/nginx:latest")]
    [InlineData("index.docker.io/team/web:2", "docker.io/team/web:2")]
    [InlineData("localhost/web", "localhost/web:latest")]
    [InlineData("localhost:5000/web:v1", "localhost:5000/web:v1")]
    [InlineData("registry.example.com/a/b/c", "registry.example.com/a/b/c:latest")]
    [InlineData("registry.example.com:8443/a__b/c-d.e", "registry.example.com:8443/a__b/c-d.e:latest")]
    [InlineData("web@" + Digest, "docker.io/library/web@" + Digest)]
    [InlineData("example.com/web:1@" + Digest, "example.com/web@" + Digest)]
    public void Reference_means_one_whole_name(string reference, string whole) => Assert.Equal(whole, ImageName.TryParse(reference)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("Nginx")]
    [InlineData("nginx:")]
    [InlineData("nginx:bad tag")]
    [InlineData("example.com/")]
    [InlineData("example.com//web")]
    [InlineData("web@sha256:short")]
    [InlineData("-web")]
    [InlineData("https://example.com/web")]
    [InlineData("web\n")]
    public void Text_that_is_no_reference_is_none(string text) => Assert.Null(ImageName.TryParse(text));
}
