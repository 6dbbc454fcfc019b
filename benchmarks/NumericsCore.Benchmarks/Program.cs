using NumericsCore.Benchmarks;

if (args is ["accuracy", ..])
    Accuracy.Run(stride: args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 1, path: args.Length > 1 ? null : "docs/accuracy.md");
else
    BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
