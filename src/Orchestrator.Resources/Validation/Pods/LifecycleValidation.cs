using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Validation.Pods;

/// <summary>Rules for what is done after a container's start and before its stop.</summary>
internal static class LifecycleValidation
{
    public static void Validate(Lifecycle? lifecycle, Container container, long? graceSeconds, string path, FieldErrors errors)
    {
        ValidateHandler(lifecycle?.PostStart, container, graceSeconds, $"{path}.postStart", errors);
        ValidateHandler(lifecycle?.PreStop, container, graceSeconds, $"{path}.preStop", errors);
    }

    private static void ValidateHandler(LifecycleHandler? handler, Container container, long? graceSeconds, string path, FieldErrors errors)
    {
        if (handler is null)
        {
            return;
        }

        var handlers = new HandlerValidation(container, path, errors);
        handlers.Exec(handler.Exec);
        handlers.HttpGet(handler.HttpGet);
        handlers.Sleep(handler.Sleep, graceSeconds);
        handlers.End();
    }
}
