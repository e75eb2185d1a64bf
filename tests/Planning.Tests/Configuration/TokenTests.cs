using System.Collections.Immutable;
using System.Text;
using Orchestrator.Planning.Configuration;
using Orchestrator.Resources.Core;
using static Orchestrator.Planning.Tests.Configuration.ConfigSamples;

namespace Orchestrator.Planning.Tests.Configuration;

public sealed class TokenTests
{
    private static readonly DateTimeOffset Issued = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("00:10:00", "00:08:00")]
    [InlineData("01:00:00", "00:48:00")]
    [InlineData("1.06:00:00", "1.00:00:00")]
    [InlineData("365.00:00:00", "1.00:00:00")]
    public void RenewAt_is_at_four_fifths_of_the_life_and_after_a_day_at_the_latest(string life, string used) =>
        Assert.Equal(Issued + TimeSpan.Parse(used, null), TokenLife.RenewAt(Issued, Issued + TimeSpan.Parse(life, null)));

    [Fact]
    public void Token_is_a_file_at_its_path_kept_in_memory_and_asked_for_once()
    {
        var volume = new Volume { Projected = new ProjectedVolumeSource { Sources = [Source("a", null), Source("deep/b", null), Source("c", "vault")] } };
        var view = View();
        var spec = view.Pod.Spec with { Volumes = [volume] };

        var asked = ConfigReferences.TokensOfVolumes(spec);
        var contents = ConfigContents.Empty with { Tokens = asked.ToImmutableDictionary(one => one, one => new TokenAnswer($"for {one.Audience}")) };
        var files = VolumeFiles.Of(volume, view, contents);

        Assert.Equal([new TokenReference("", TimeSpan.FromHours(1)), new TokenReference("vault", TimeSpan.FromHours(1))], asked);
        Assert.Equal("a=for ,c=for vault,deep/b=for ", string.Join(',', files.Select(file => $"{file.Path}={Encoding.UTF8.GetString(file.Content.Span)}")));
        Assert.True(VolumeFiles.HoldSecrets(volume));
    }

    [Fact]
    public void Token_that_cannot_be_had_says_why_and_no_answer_shows_a_token()
    {
        var volume = new Volume { Projected = new ProjectedVolumeSource { Sources = [Source("a", null)] } };
        var contents = ConfigContents.Empty with
        {
            Tokens = ImmutableDictionary<TokenReference, TokenAnswer>.Empty.Add(new TokenReference("", TimeSpan.FromHours(1)), new TokenAnswer(null, "failed to fetch token: none")),
        };

        Assert.Equal("failed to fetch token: none", Assert.Throws<ConfigException>(() => VolumeFiles.Of(volume, View(), contents)).Message);
        Assert.DoesNotContain("s3cr3t", new TokenAnswer("s3cr3t").ToString(), StringComparison.Ordinal);
    }

    private static VolumeProjection Source(string path, string? audience) => new() { ServiceAccountToken = new ServiceAccountTokenProjection { Path = path, Audience = audience } };
}
