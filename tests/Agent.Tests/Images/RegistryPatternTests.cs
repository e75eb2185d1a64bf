using Orchestrator.Agent.Images;
using Orchestrator.Planning.Images;

namespace Orchestrator.Agent.Tests.Images;

public sealed class RegistryPatternTests
{
    [Theory]
    [InlineData("registry.example.com", "registry.example.com/team/web")]
    [InlineData("https://registry.example.com", "registry.example.com/team/web")]
    [InlineData("https://registry.example.com/v2/", "registry.example.com/team/web")]
    [InlineData("registry.example.com:5000", "registry.example.com:5000/web")]
    [InlineData("registry.example.com/team", "registry.example.com/team/web")]
    [InlineData("registry.example.com/team/web", "registry.example.com/team/web:1")]
    [InlineData("*.example.com", "registry.example.com/web")]
    [InlineData("*.*.example.com", "eu.registry.example.com/web")]
    [InlineData("reg*.example.com:5000/team", "registry.example.com:5000/team/web")]
    [InlineData("https://index.docker.io/v1/", "nginx")]
    [InlineData("docker.io", "team/web")]
    [InlineData("index.docker.io", "docker.io/team/web")]
    public void Credentials_of_the_key_are_for_the_image(string key, string image) => Assert.True(Matches(key, image));

    [Theory]
    [InlineData("registry.example.com", "example.com/web")]
    [InlineData("registry.example.com", "registry.example.com:5000/web")]
    [InlineData("registry.example.com:5000", "registry.example.com/web")]
    [InlineData("*.example.com", "example.com/web")]
    [InlineData("*.example.com", "eu.registry.example.com/web")]
    [InlineData("*", "example.com/web")]
    [InlineData("*.example.com", "registry.example.com.evil.net/web")]
    [InlineData("registry.example.com/team", "registry.example.com/other/web")]
    [InlineData("docker.io", "registry.example.com/web")]
    [InlineData("registry.example.com", "nginx")]
    public void Credentials_of_the_key_are_not_for_the_image(string key, string image) => Assert.False(Matches(key, image));

    private static bool Matches(string key, string image) => RegistryPattern.Parse(key).Matches(ImageName.TryParse(image)!);
}
