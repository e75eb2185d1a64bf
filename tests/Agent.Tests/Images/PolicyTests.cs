using Orchestrator.Agent.Images;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Tests.Images;

public sealed class PolicyTests
{
    private const string Pinned = "example.com/web@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    [Theory]
    [InlineData(ImagePullPolicy.IfNotPresent, 0)]
    [InlineData(ImagePullPolicy.Never, 0)]
    [InlineData(ImagePullPolicy.Always, 1)]
    public async Task Image_that_is_there_is_pulled_only_where_always_is_asked_for(string policy, int pulls)
    {
        using var room = new StoreOfPod();
        room.Engine.InRegistry.Add("here");

        await room.EnsureAsync("here", policy);

        Assert.Equal(pulls, room.Engine.Pulls);
        Assert.Equal(pulls == 0, room.Events.Texts.Contains("Pulled: Container image \"here\" already present on machine"));
    }

    [Fact]
    public async Task Digest_is_pulled_once_whatever_the_policy()
    {
        using var room = new StoreOfPod();
        room.Engine.InRegistry.Add(Pinned);

        await room.EnsureAsync(Pinned, ImagePullPolicy.Always);
        await room.EnsureAsync(Pinned, ImagePullPolicy.Always);

        Assert.Equal(1, room.Engine.Pulls);
    }

    [Fact]
    public async Task Never_with_an_image_that_is_not_there_says_so()
    {
        using var room = new StoreOfPod();
        room.Engine.InRegistry.Add("elsewhere");

        var failure = await Assert.ThrowsAsync<ImageException>(() => room.EnsureAsync("elsewhere", ImagePullPolicy.Never));

        Assert.Equal((ContainerReason.ErrImageNeverPull, 0), (failure.Reason, room.Engine.Pulls));
        Assert.Equal("Container image \"elsewhere\" is not present with pull policy of Never", failure.Message);
    }

    [Fact]
    public async Task Name_that_is_none_is_told_as_such()
    {
        using var room = new StoreOfPod();

        var failure = await Assert.ThrowsAsync<ImageException>(() => room.EnsureAsync("Web:1"));

        Assert.Equal(ContainerReason.InvalidImageName, failure.Reason);
        Assert.Contains(room.Events.Texts, text => text.StartsWith("InspectFailed: ", StringComparison.Ordinal) && text.Contains("\"Web:1\"", StringComparison.Ordinal));
    }
}
