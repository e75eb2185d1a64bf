using System.Text;
using Orchestrator.Agent.Images;

namespace Orchestrator.Agent.Tests.Images;

public sealed class RegistryAuthsTests
{
    [Fact]
    public void Config_of_docker_login_gives_user_and_password_by_registry()
    {
        var one = Assert.Single(Read("""{"auths":{"example.com":{"auth":"YW5uOnA6dw=="},"helped.example.com":{}}}"""));

        Assert.Equal(("example.com", "ann", "p:w"), (one.Pattern.Host, one.Credentials.Username, one.Credentials.Password));
    }

    [Fact]
    public void Older_form_is_the_entries_alone()
    {
        var one = Assert.Single(RegistryAuths.Read("""{"https://index.docker.io/v1/":{"username":"ann","password":"pw","email":"a@example.com"}}"""u8, wrapped: false, "here"));

        Assert.Equal(("docker.io", "ann", "pw"), (one.Pattern.Host, one.Credentials.Username, one.Credentials.Password));
    }

    [Fact]
    public void Tokens_are_taken()
    {
        var all = Read("""{"auths":{"a.example.com":{"identitytoken":"one"},"b.example.com":{"registrytoken":"two"}}}""");

        Assert.Equal(["one", null], all.Select(each => each.Credentials.IdentityToken));
        Assert.Equal([null, "two"], all.Select(each => each.Credentials.RegistryToken));
    }

    [Theory]
    [InlineData("nonsense with s3cr3t", "here is not JSON")]
    [InlineData("""["s3cr3t"]""", "here must be an object with credentials by registry under \"auths\", as docker login writes it")]
    [InlineData("""{"auths":{"example.com":"s3cr3t"}}""", "here: the entry of example.com must be an object")]
    [InlineData("""{"auths":{"example.com":{"auth":"s3cr3t"}}}""", "here: auth of example.com must be user:password as base64")]
    public void Text_that_is_something_else_is_refused_without_repeating_it(string text, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<FormatException>(() => Read(text)).Message);

    [Fact]
    public void Helpers_are_found() =>
        Assert.Equal<string>(["desktop", "ecr"], RegistryAuths.HelpersOf("""{"credsStore":"desktop","credHelpers":{"a.example.com":"ecr","b.example.com":"desktop"}}"""u8));

    private static System.Collections.Immutable.ImmutableArray<PullCredential> Read(string text) => RegistryAuths.Read(Encoding.UTF8.GetBytes(text), wrapped: true, "here");
}
