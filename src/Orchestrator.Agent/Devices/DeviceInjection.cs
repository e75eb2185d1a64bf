namespace Orchestrator.Agent.Devices;

/// <summary>How the engine is asked for NVIDIA GPUs.</summary>
public enum DeviceInjection
{
    /// <summary>By device requests where the engine has the nvidia runtime, else by CDI where the engine is 25 or newer and a specification names the device, else by device requests.</summary>
    Auto,

    /// <summary>By device requests to the engine's nvidia driver, as <c>docker run --gpus</c> makes them.</summary>
    Request,

    /// <summary>By names of the Container Device Interface.</summary>
    Cdi,
}
