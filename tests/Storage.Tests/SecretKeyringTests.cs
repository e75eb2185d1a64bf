using Orchestrator.Contracts.Reading;
using Orchestrator.Storage.Secrets;

namespace Storage.Tests;

public sealed class SecretKeyringTests
{
    [Theory]
    [InlineData("", "has no key in it")]
    [InlineData("# nothing", "has no key in it")]
    [InlineData("bm90IGxvbmcgZW5vdWdo", "line 1 of * must be 32 bytes as base64")]
    [InlineData("s3cr3t nonsense", "line 1 of * must be 32 bytes as base64")]
    public void File_without_good_keys_is_refused_with_a_sentence(string line, string sentence)
    {
        using var file = new KeyFile(line);

        var fault = Assert.Throws<SealedValueException>(() => SecretKeyring.Read(file.Path));

        Assert.StartsWith("ORC_SECRETS_KEY_FILE: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(sentence.Replace("*", file.Path), fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    public void File_that_others_can_read_is_refused(UnixFileMode more)
    {
        using var file = new KeyFile();
        File.SetUnixFileMode(file.Path, UnixFileMode.UserRead | more);

        Assert.Contains($"run chmod 600 {file.Path}", Assert.Throws<SealedValueException>(() => SecretKeyring.Read(file.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_is_not_there_is_refused() =>
        Assert.Contains("/no/such/file cannot be read", Assert.Throws<SealedValueException>(() => SecretKeyring.Read("/no/such/file")).Message, StringComparison.Ordinal);

    [Fact]
    public void Key_that_is_made_is_for_its_owner_only_and_stays()
    {
        using var file = new KeyFile();
        var path = Path.Combine(Path.GetDirectoryName(file.Path)!, "new", "secrets.key");

        SecretKeyring.Create(path);
        var made = File.ReadAllText(path);
        SecretKeyring.Create(path);

        Assert.True(SecretKeyring.Read(path).CanSeal);
        Assert.Equal(made, File.ReadAllText(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
    }
}
