return NumericsCore.Benchmarks.SideBySide.SideBySideCommand.Run(args);
