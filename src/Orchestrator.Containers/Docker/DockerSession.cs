using Docker.DotNet;
using Docker.DotNet.Models;

namespace Orchestrator.Containers.Docker;

/// <summary>A client that speaks the version of the API that was negotiated with an engine.</summary>
internal sealed record DockerSession(DockerClient Client, System.Version ApiVersion, VersionResponse Engine);
