using System.Collections.Concurrent;
using Orchestrator.Agent.Images;
using Orchestrator.Containers;
using Orchestrator.Contracts.Reading;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Agent.Tests.Images;

public sealed class CredentialTests
{
    private const string Image = "registry.example.com/team/web:1";
    private readonly ConcurrentQueue<string> _tried = new();

    [Fact]
    public async Task Matches_are_tried_from_the_pods_longest_to_the_nodes_and_nobody_at_the_end()
    {
        using var room = new StoreOfPod(nodeConfig: StoreOfPod.Config("*.example.com", "node", "pw"));
        room.AddSecret("wide", "registry.example.com", "wide", "pw");
        room.AddSecret("narrow", "registry.example.com/team", "narrow", "pw");
        room.AddSecret("other", "other.example.com", "other", "pw");
        Refuse(room, _ => true);

        await Assert.ThrowsAsync<ImageException>(() => room.EnsureAsync(Image, secrets: ["wide", "narrow", "other"]));

        Assert.Equal(["narrow", "wide", "node", "nobody"], _tried);
    }

    [Fact]
    public async Task First_that_works_ends_the_search()
    {
        using var room = new StoreOfPod(nodeConfig: StoreOfPod.Config("registry.example.com", "node", "pw"));
        room.AddSecret("ours", "registry.example.com", "wrong", "pw");
        room.Engine.InRegistry.Add(Image);
        Refuse(room, user => user == "wrong");

        await room.EnsureAsync(Image, secrets: ["ours"]);

        Assert.Equal(["wrong", "node"], _tried);
    }

    [Fact]
    public async Task Refused_credentials_are_told_by_their_source_and_not_by_their_value()
    {
        using var room = new StoreOfPod();
        room.AddSecret("ours", "registry.example.com", "s3cr3t-user", "s3cr3t-password");
        Refuse(room, _ => true);

        var failure = await Assert.ThrowsAsync<ImageException>(() => room.EnsureAsync(Image, secrets: ["ours"]));

        Assert.Contains("registry \"registry.example.com\" refuses \"team/web:1\" to the credentials of the Secret default/ours", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", failure + string.Join('\n', room.Events.Texts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_without_credentials_says_that_there_are_none()
    {
        using var room = new StoreOfPod();
        Refuse(room, _ => true);

        var failure = await Assert.ThrowsAsync<ImageException>(() => room.EnsureAsync(Image));

        Assert.Contains("does not let \"team/web:1\" be pulled without credentials, and there are none for it: name a Secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_that_cannot_be_used_is_told_and_the_pull_goes_on_without_it()
    {
        using var room = new StoreOfPod();
        room.Secrets.Add(new Secret { Metadata = new ObjectMeta { Name = "opaque", Namespace = "default" }, Type = SecretType.Opaque });
        room.Engine.InRegistry.Add(Image);
        Refuse(room, _ => false);

        await room.EnsureAsync(Image, secrets: ["absent", "opaque"]);

        var told = Assert.Single(room.Events.Texts, text => text.StartsWith("FailedToRetrieveImagePullSecret", StringComparison.Ordinal));
        Assert.Contains("the Secret default/absent of imagePullSecrets does not exist; the Secret default/opaque of imagePullSecrets must be of type", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_whose_key_is_lost_is_told_with_what_would_help()
    {
        using var room = new StoreOfPod();
        room.Secrets.Fault = new SealedValueException("the Secret default/ours cannot be read: set THAT");
        Refuse(room, _ => true);

        var failure = await Assert.ThrowsAsync<ImageException>(() => room.EnsureAsync(Image, secrets: ["ours"]));

        Assert.EndsWith("the Secret default/ours cannot be read: set THAT", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nodes_configuration_with_a_helper_is_told_when_a_pull_fails()
    {
        using var room = new StoreOfPod(nodeConfig: """{"credsStore":"desktop"}""");
        Refuse(room, _ => true);

        var failure = await Assert.ThrowsAsync<ImageException>(() => room.EnsureAsync(Image));

        Assert.Contains("names the credential helper desktop, and helpers are not run", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EngineFault.NotFound, "registry \"registry.example.com\" has no \"team/web:1\": check the image's name and tag")]
    [InlineData(EngineFault.RegistryUnavailable, "registry \"registry.example.com\" does not answer")]
    [InlineData(EngineFault.PullStalled, "registry \"registry.example.com\" stopped sending")]
    [InlineData(EngineFault.OutOfSpace, "there is no room for it on the disk of the container engine")]
    [InlineData(EngineFault.ImagePull, "registry \"registry.example.com\": ")]
    public async Task Failure_names_image_and_registry_and_what_is_wrong(EngineFault fault, string sentence)
    {
        using var room = new StoreOfPod();
        room.Engine.OnPull = (_, _, _, _) => Task.FromException(new EngineException(fault, "its own words"));

        var failure = await Assert.ThrowsAsync<ImageException>(() => room.EnsureAsync(Image));

        Assert.Equal(ContainerReason.ErrImagePull, failure.Reason);
        Assert.StartsWith($"image \"{Image}\" cannot be pulled: {sentence}", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("its own words", failure.Message, StringComparison.Ordinal);
    }

    private void Refuse(StoreOfPod room, Func<string, bool> refuses) => room.Engine.OnPull = (_, credentials, _, _) =>
    {
        var user = credentials?.Username ?? "nobody";
        _tried.Enqueue(user);
        return refuses(user) ? Task.FromException(new EngineException(EngineFault.Unauthorized, "unauthorized: authentication required")) : Task.CompletedTask;
    };
}
